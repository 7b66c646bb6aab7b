//! What the window looks like to one person: a choice of that person's own, and no business of anybody else's.

use crate::code::coded;

coded! {
    /// Light or dark.
    #[derive(Default)]
    pub enum Theme {
        /// As the computer is set.
        #[default]
        System = "system", "As this computer is set";
        /// Dark words on light ground.
        Light = "light", "Light";
        /// Light words on dark ground.
        Dark = "dark", "Dark";
    }
}

coded! {
    /// How far words and lines stand out from their ground.
    #[derive(Default)]
    pub enum Contrast {
        /// As the computer is set.
        #[default]
        System = "system", "As this computer is set";
        /// As far as black stands out from white.
        High = "high", "High contrast";
    }
}

/// What one person has chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Appearance {
    /// Light or dark.
    pub theme: Theme,
    /// How far words stand out.
    pub contrast: Contrast,
}
