//! Choosing what the window looks like: light or dark, and how far words stand out.

use domain::appearance::{Appearance, Contrast, Theme};
use store::appearances;
use store::audit::{Act, Entry};

use crate::typed::Problems;
use crate::view::AppearanceView;
use crate::{Desk, Error, Now};

/// What the person who is signed in has chosen.
///
/// # Errors
/// [`Error::Store`].
pub fn show(desk: &mut Desk) -> Result<AppearanceView, Error> {
    let user = desk.user.id;
    let chosen = desk.store.read(|tx| appearances::get(tx, user))?;
    Ok(AppearanceView::of(chosen))
}

/// Keeps what the person who is signed in chooses, at every desk of the store from now on. Everybody may: it changes
/// nothing that another person sees.
///
/// # Errors
/// [`Error::Input`] naming every field that is none of the choices.
pub fn choose(desk: &mut Desk, chosen: &AppearanceView, now: Now) -> Result<AppearanceView, Error> {
    let appearance = chosen.parse()?;
    let user = desk.user.id;
    let detail = format!(
        "theme={} contrast={}",
        appearance.theme.code(),
        appearance.contrast.code()
    );
    desk.act(Entry::done(Act::AppearanceChosen).with(detail), now, |tx| {
        Ok(appearances::keep(tx, user, appearance)?)
    })?;
    Ok(AppearanceView::of(appearance))
}

impl AppearanceView {
    fn of(appearance: Appearance) -> Self {
        Self {
            theme: appearance.theme.code().to_owned(),
            contrast: appearance.contrast.code().to_owned(),
        }
    }

    fn parse(&self) -> Result<Appearance, Error> {
        let mut problems = Problems::default();
        let theme = Theme::from_code(&self.theme).ok_or("choose one of these: system, light or dark");
        let contrast = Contrast::from_code(&self.contrast).ok_or("choose one of these: system or high");
        let appearance = Appearance {
            theme: problems.take("theme", theme).unwrap_or_default(),
            contrast: problems.take("contrast", contrast).unwrap_or_default(),
        };
        Ok(problems.into_result(appearance)?)
    }
}
