//! From stored values to what the eye sees: rescaling, then the window that the image names (DICOM PS3.3 C.11).

use super::dataset::{Dataset, text};
use super::image::Shape;
use super::tag;

/// How the values of a frame become shades.
pub(super) struct Shading {
    /// What a decoded sample counts for: two, where its lowest bit was let go.
    step: f64,
    slope: f64,
    intercept: f64,
    values: Option<Table>,
    window: Window,
    inverted: bool,
    /// A value that stands for no measurement, which does not count for the brightness.
    padding: Option<i32>,
}

/// What is shown of the range of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Window {
    /// From black to white around a centre.
    Linear { centre: f64, width: f64 },
    /// The same without the half steps of whole numbers.
    Exact { centre: f64, width: f64 },
    /// An S-shaped curve.
    Sigmoid { centre: f64, width: f64 },
    /// A table of shades.
    Table(Table),
    /// All that can be stored.
    Whole,
    /// From the darkest to the lightest value of the frame.
    Extent,
}

/// A table that starts at a value; values beyond its ends have the shade of the end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    first: i32,
    bits: u8,
    entries: Vec<u16>,
}

impl Shading {
    /// How frame `frame`, counted from 1, is to be shown.
    pub(super) fn of(dataset: &Dataset<'_>, shape: &Shape, frame: u32, inverted: bool) -> Self {
        let number = |group: u32, tag: u32| {
            let own = dataset.within(tag::PER_FRAME, frame, group, tag);
            let value = own.or_else(|| dataset.within(tag::SHARED, 1, group, tag));
            decimal(value.or_else(|| dataset.get(tag))?)
        };
        let table = |sequence| Table::read(dataset, sequence, shape.signed);
        let centre = number(tag::FRAME_WINDOW, tag::CENTRE);
        let width = number(tag::FRAME_WINDOW, tag::WINDOW_WIDTH);
        let window = match (centre, width, table(tag::WINDOW_TABLES)) {
            (Some(centre), Some(width), _) if width > 0.0 => {
                match dataset.text(tag::WINDOW_FUNCTION).as_deref() {
                    Some("SIGMOID") => Window::Sigmoid { centre, width },
                    Some("LINEAR_EXACT") => Window::Exact { centre, width },
                    // Below one there is nothing between black and white.
                    _ => Window::Linear {
                        centre,
                        width: width.max(1.0),
                    },
                }
            }
            (_, _, Some(table)) => Window::Table(table),
            _ if shape.stored <= 8 && !shape.signed => Window::Whole,
            _ => Window::Extent,
        };
        Self {
            step: if shape.depth() < shape.stored { 2.0 } else { 1.0 },
            slope: number(tag::FRAME_VALUES, tag::SLOPE).unwrap_or(1.0),
            intercept: number(tag::FRAME_VALUES, tag::INTERCEPT).unwrap_or(0.0),
            values: table(tag::MODALITY_TABLES),
            window,
            inverted,
            padding: dataset.short(tag::PADDING).map(|value| {
                if shape.signed {
                    i32::from(value as i16)
                } else {
                    i32::from(value)
                }
            }),
        }
    }

    /// Whether the samples are shades already, as those of a secondary capture are.
    pub(super) fn changes_nothing(&self) -> bool {
        let rescaled = self.values.is_some() || self.slope != 1.0 || self.intercept != 0.0;
        let window_of_all = matches!(self.window, Window::Linear { centre, width } if
            (127.0..=128.5).contains(&centre) && (255.0..=256.0).contains(&width));
        !rescaled && (self.window == Window::Whole || window_of_all)
    }

    /// Whether dark and light change places.
    pub(super) fn is_inverted(&self) -> bool {
        self.inverted
    }

    /// The window in words, where the image names one; none where it was chosen here.
    pub(super) fn words(&self) -> Option<String> {
        match &self.window {
            Window::Linear { centre, width }
            | Window::Exact { centre, width }
            | Window::Sigmoid { centre, width } => Some(format!("window {width:.0} at {centre:.0}")),
            Window::Table(_) | Window::Whole => Some(String::new()),
            Window::Extent => None,
        }
    }

    /// The shades of a frame.
    pub(super) fn shades(&self, values: &[i32], stored: u8) -> Vec<u8> {
        const WIDEST: u32 = 1 << 16;
        let window = self.settled(values);
        let shade = |value: i32| {
            let shade = window.shade(self.rescaled(value), self.whole_range(stored));
            if self.inverted { 255 - shade } else { shade }
        };
        let least = values.iter().copied().min().unwrap_or(0);
        let most = values.iter().copied().max().unwrap_or(0);
        // A stream may hold wider values than the header promised.
        if most.abs_diff(least) > WIDEST {
            return values.iter().map(|value| shade(*value)).collect();
        }
        // Each value is reckoned once: an image has more pixels than values.
        let table: Vec<u8> = (least..=most).map(shade).collect();
        values
            .iter()
            .map(|value| table[(value - least) as usize])
            .collect()
    }

    fn rescaled(&self, value: i32) -> f64 {
        match &self.values {
            Some(table) => f64::from(table.entry(f64::from(value))),
            None => f64::from(value) * self.step * self.slope + self.intercept,
        }
    }

    fn whole_range(&self, stored: u8) -> (f64, f64) {
        let most = (2_f64).powi(i32::from(stored)) - 1.0;
        (self.intercept, most * self.slope + self.intercept)
    }

    /// The window, found from the values where the image names none.
    fn settled(&self, values: &[i32]) -> Window {
        if self.window != Window::Extent {
            return self.window.clone();
        }
        let counted = values
            .iter()
            .copied()
            .filter(|value| Some(*value) != self.padding);
        let (least, most) = counted.fold((f64::MAX, f64::MIN), |(least, most), value| {
            let value = self.rescaled(value);
            (least.min(value), most.max(value))
        });
        if least > most {
            return Window::Whole;
        }
        Window::Exact {
            centre: (least + most) / 2.0,
            width: (most - least).max(f64::MIN_POSITIVE),
        }
    }
}

impl Window {
    fn shade(&self, value: f64, (least, most): (f64, f64)) -> u8 {
        let share = match self {
            Self::Linear { width, centre } if *width <= 1.0 => f64::from(u8::from(value > centre - 0.5)),
            Self::Linear { centre, width } => (value - (centre - 0.5)) / (width - 1.0) + 0.5,
            Self::Exact { centre, width } => (value - centre) / width + 0.5,
            Self::Sigmoid { centre, width } => 1.0 / (1.0 + (-4.0 * (value - centre) / width).exp()),
            Self::Table(table) => f64::from(table.entry(value)) / ((2_f64).powi(i32::from(table.bits)) - 1.0),
            Self::Whole | Self::Extent => (value - least) / (most - least),
        };
        (share * 255.0).round().clamp(0.0, 255.0) as u8
    }
}

impl Table {
    fn read(dataset: &Dataset<'_>, sequence: u32, signed: bool) -> Option<Self> {
        let shape: Vec<u16> = dataset
            .shorts(dataset.within(sequence, 1, 0, tag::TABLE_SHAPE)?)
            .collect();
        let &[count, first, bits] = shape.as_slice() else {
            return None;
        };
        let count = if count == 0 { 65_536 } else { usize::from(count) };
        let value = dataset.within(sequence, 1, 0, tag::TABLE)?;
        let entries: Vec<u16> = if value.len() < count * 2 && value.len() >= count {
            value.iter().map(|byte| u16::from(*byte)).take(count).collect()
        } else {
            dataset.shorts(value).take(count).collect()
        };
        let first = if signed {
            i32::from(first as i16)
        } else {
            i32::from(first)
        };
        (!entries.is_empty() && (1..=16).contains(&bits)).then_some(Self {
            first,
            bits: bits as u8,
            entries,
        })
    }

    fn entry(&self, value: f64) -> u16 {
        let at = (value - f64::from(self.first)).clamp(0.0, (self.entries.len() - 1) as f64);
        self.entries[at as usize]
    }
}

/// The first number of a decimal string, or of a binary one of eight bytes as newer images have it.
pub(super) fn decimal(value: &[u8]) -> Option<f64> {
    let first = text(value);
    let first = first.split('\\').next()?.trim();
    first.parse::<f64>().ok().filter(|number| number.is_finite())
}
