//! The statistics that a scan learns as it goes, and the pixels that it foretells with them (T.87, annex A).

use pdf::image_page::ImageRefusal;

use super::bits::Bits;

/// Lengths of runs by powers of two, as the standard lists them.
const RUNS: [u32; 32] = [
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15,
];
/// Contexts of pixels beside which something changes.
const REGULAR: usize = 365;

/// Parameters that a stream sets for itself; 0 leaves one to the rule.
#[derive(Default)]
pub(super) struct Preset {
    most: i32,
    thresholds: [i32; 3],
    reset: i32,
}

impl Preset {
    /// Reads a preset segment; none for the kinds of segment that are not taken.
    pub(super) fn read(&mut self, body: &[u8]) -> Option<()> {
        let (&kind, rest) = body.split_first()?;
        if kind != 1 || rest.len() < 10 {
            return None;
        }
        let number = |at: usize| i32::from(u16::from_be_bytes([rest[at * 2], rest[at * 2 + 1]]));
        self.most = number(0);
        self.thresholds = [number(1), number(2), number(3)];
        self.reset = number(4);
        Some(())
    }
}

#[derive(Clone, Copy)]
struct Regular {
    a: i32,
    b: i32,
    c: i32,
    n: i32,
}

#[derive(Clone, Copy)]
struct Interrupted {
    a: i32,
    n: i32,
    negative: i32,
}

/// The state of a scan.
pub(super) struct Coding {
    most: i32,
    near: i32,
    range: i32,
    /// Bits of an error that is written out.
    bits: u32,
    limit: u32,
    thresholds: [i32; 3],
    reset: i32,
    regular: Vec<Regular>,
    interrupted: [Interrupted; 2],
}

impl Coding {
    /// The state at the start of a scan; none for parameters that contradict one another.
    pub(super) fn new(bits: u8, preset: &Preset, near: u8) -> Option<Self> {
        let most = if preset.most > 0 {
            preset.most
        } else {
            (1 << bits) - 1
        };
        let near = i32::from(near);
        if most >= 1 << bits || near > (most / 2).min(255) {
            return None;
        }
        let range = (most + 2 * near) / (2 * near + 1) + 1;
        let depth = ceil_log2(most + 1).max(2);
        let start = ((range + 32) / 64).max(2);
        let reset = if preset.reset > 0 { preset.reset } else { 64 };
        let thresholds = thresholds(most, near, preset.thresholds);
        let in_order = near < thresholds[0] && thresholds.is_sorted() && thresholds[2] <= most.max(near + 1);
        (in_order && reset >= 3).then(|| Self {
            most,
            near,
            range,
            bits: ceil_log2(range),
            limit: 2 * (depth + depth.max(8)),
            thresholds,
            reset,
            regular: vec![
                Regular {
                    a: start,
                    b: 0,
                    c: 0,
                    n: 1
                };
                REGULAR
            ],
            interrupted: [Interrupted {
                a: start,
                n: 1,
                negative: 0,
            }; 2],
        })
    }

    /// Decodes a line of each component, pixel by pixel.
    pub(super) fn pixels(
        &mut self,
        bits: &mut Bits<'_>,
        lines: &mut [Vec<i32>],
        above: &[Vec<i32>],
        run_index: &mut usize,
    ) -> Result<(), ImageRefusal> {
        let width = lines[0].len() - 2;
        let mut x = 1;
        while x <= width {
            let flat = lines.iter().zip(above).all(|(line, above)| {
                self.steps(line, above, x)
                    .iter()
                    .all(|step| step.abs() <= self.near)
            });
            if !flat {
                for (line, above) in lines.iter_mut().zip(above) {
                    line[x] = self.regular(bits, line, above, x)?;
                }
                x += 1;
                continue;
            }
            let end = x + run(bits, width + 1 - x, run_index)?;
            for line in lines.iter_mut() {
                let same = line[x - 1];
                line[x..end].fill(same);
            }
            x = end;
            if x > width {
                break;
            }
            let alone = lines.len() == 1;
            for (line, above) in lines.iter_mut().zip(above) {
                line[x] = self.interruption(bits, line[x - 1], above[x], alone, *run_index)?;
            }
            *run_index = run_index.saturating_sub(1);
            x += 1;
        }
        Ok(())
    }

    /// How much the neighbours differ, from right to left.
    fn steps(&self, line: &[i32], above: &[i32], x: usize) -> [i32; 3] {
        [
            above[x + 1] - above[x],
            above[x] - above[x - 1],
            above[x - 1] - line[x - 1],
        ]
    }

    fn regular(
        &mut self,
        bits: &mut Bits<'_>,
        line: &[i32],
        above: &[i32],
        x: usize,
    ) -> Result<i32, ImageRefusal> {
        let steps = self.steps(line, above, x).map(|step| self.level(step));
        let index = steps[0] * 81 + steps[1] * 9 + steps[2];
        let sign = if index < 0 { -1 } else { 1 };
        let index = index.unsigned_abs() as usize;
        let mut context = self.regular[index];
        let (left, over, corner) = (line[x - 1], above[x], above[x - 1]);
        let edge = if corner >= left.max(over) {
            left.min(over)
        } else if corner <= left.min(over) {
            left.max(over)
        } else {
            left + over - corner
        };
        let foretold = (edge + sign * context.c).clamp(0, self.most);
        let k = golomb(context.n, context.a)?;
        let mapped = self.error(bits, k, self.limit)?;
        let turned = self.near == 0 && k == 0 && 2 * context.b <= -context.n;
        let error = match (mapped & 1 == 1, turned) {
            (false, false) => mapped / 2,
            (true, false) => -(mapped / 2) - 1,
            (true, true) => mapped / 2,
            (false, true) => -(mapped / 2) - 1,
        };
        context.learn(error, self.near, self.reset);
        self.regular[index] = context;
        Ok(self.placed(foretold + sign * error * (2 * self.near + 1)))
    }

    /// The pixel that ends a run.
    fn interruption(
        &mut self,
        bits: &mut Bits<'_>,
        left: i32,
        over: i32,
        alone: bool,
        run_index: usize,
    ) -> Result<i32, ImageRefusal> {
        let alike = alone && (left - over).abs() <= self.near;
        let kind = usize::from(alike);
        let mut context = self.interrupted[kind];
        let k = golomb(context.n, context.a + if alike { context.n >> 1 } else { 0 })?;
        let limit = self.limit.saturating_sub(RUNS[run_index] + 1);
        let mapped = self.error(bits, k, limit)?;
        let folded = mapped + i32::from(alike);
        let odd = folded & 1 == 1;
        let size = (folded + i32::from(odd)) / 2;
        let mostly_negative = k != 0 || 2 * context.negative >= context.n;
        let error = if mostly_negative == odd { -size } else { size };
        context.negative += i32::from(error < 0);
        context.a += (mapped + 1 - i32::from(alike)) >> 1;
        if context.n == self.reset {
            context.a >>= 1;
            context.n >>= 1;
            context.negative >>= 1;
        }
        context.n += 1;
        self.interrupted[kind] = context;
        let (from, sign) = match (alike, left > over) {
            (true, _) => (left, 1),
            (false, true) => (over, -1),
            (false, false) => (over, 1),
        };
        Ok(self.placed(from + sign * error * (2 * self.near + 1)))
    }

    /// An error as it is written: so many zeros, then so many bits.
    fn error(&self, bits: &mut Bits<'_>, k: u32, limit: u32) -> Result<i32, ImageRefusal> {
        let escape = limit.saturating_sub(self.bits + 1);
        let zeros = bits.zeros(escape)?;
        if zeros < escape {
            Ok(((zeros as i32) << k) + bits.value(k)?)
        } else {
            Ok(bits.value(self.bits)? + 1)
        }
    }

    /// A value brought back into the range that it left by its error.
    fn placed(&self, value: i32) -> i32 {
        let turn = self.range * (2 * self.near + 1);
        let value = if value < -self.near {
            value + turn
        } else if value > self.most + self.near {
            value - turn
        } else {
            value
        };
        value.clamp(0, self.most)
    }

    fn level(&self, step: i32) -> i32 {
        let size = step.abs();
        let level = if size <= self.near {
            0
        } else {
            1 + self
                .thresholds
                .iter()
                .filter(|threshold| size >= **threshold)
                .count() as i32
        };
        level * step.signum()
    }
}

impl Regular {
    fn learn(&mut self, error: i32, near: i32, reset: i32) {
        self.b += error * (2 * near + 1);
        self.a += error.abs();
        if self.n == reset {
            self.a >>= 1;
            self.b >>= 1;
            self.n >>= 1;
        }
        self.n += 1;
        if self.b <= -self.n {
            self.b = (self.b + self.n).max(1 - self.n);
            self.c = (self.c - 1).max(-128);
        } else if self.b > 0 {
            self.b = (self.b - self.n).min(0);
            self.c = (self.c + 1).min(127);
        }
    }
}

/// How many of `left` pixels are like the one before them.
fn run(bits: &mut Bits<'_>, left: usize, run_index: &mut usize) -> Result<usize, ImageRefusal> {
    let mut run = 0;
    while bits.bit()? {
        let step = 1_usize << RUNS[*run_index];
        if step <= left - run {
            run += step;
            *run_index = (*run_index + 1).min(31);
        } else {
            run = left;
        }
        if run == left {
            return Ok(run);
        }
    }
    run += bits.value(RUNS[*run_index])? as usize;
    if run >= left {
        return Err(ImageRefusal::Unreadable);
    }
    Ok(run)
}

/// The parameter of the code for errors of this size.
fn golomb(n: i32, a: i32) -> Result<u32, ImageRefusal> {
    (0..24).find(|k| n << k >= a).ok_or(ImageRefusal::Unreadable)
}

/// The thresholds between small and large steps, where the stream does not set them (T.87, C.2.4.1.1.1).
fn thresholds(most: i32, near: i32, preset: [i32; 3]) -> [i32; 3] {
    let clamp = |value: i32, least: i32| {
        if value > most || value < least {
            least
        } else {
            value
        }
    };
    let defaults = [3, 7, 21];
    let rule = |at: usize, least: i32| {
        let spread = near * [3, 5, 7][at];
        let value = if most >= 128 {
            let factor = (most.min(4095) + 128) / 256;
            factor * (defaults[at] - [2, 3, 4][at]) + [2, 3, 4][at] + spread
        } else {
            let factor = 256 / (most + 1);
            (defaults[at] / factor + spread).max([2, 3, 4][at])
        };
        clamp(value, least)
    };
    let pick = |at: usize, least: i32| {
        if preset[at] > 0 {
            preset[at]
        } else {
            rule(at, least)
        }
    };
    let first = pick(0, near + 1);
    let second = pick(1, first);
    [first, second, pick(2, second)]
}

fn ceil_log2(value: i32) -> u32 {
    (value - 1).max(0).checked_ilog2().map_or(0, |log| log + 1)
}
