//! A chest as X-rays see it: how much each line of sight is weakened by tissue, air and bone.
//!
//! Lengths are in centimetres; x runs from the middle of the image to its right, where the patient's left is.

/// Width of the image.
pub(crate) const WIDTH: f32 = 38.0;
/// Height of the image.
pub(crate) const HEIGHT: f32 = 43.0;

/// Weakening by one centimetre of soft tissue.
const TISSUE: f32 = 0.20;
/// Weakening by one centimetre of lung.
const LUNG: f32 = 0.045;

/// A grid of weakenings, row by row.
pub(crate) struct Field {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) values: Vec<f32>,
}

impl Field {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            values: vec![0.0; width * height],
        }
    }

    fn place(&self, column: usize, row: usize) -> (f32, f32) {
        let x = (column as f32 + 0.5) / self.width as f32 * WIDTH - WIDTH / 2.0;
        (x, (row as f32 + 0.5) / self.height as f32 * HEIGHT)
    }

    /// Adds a tube along a curve; where it crosses itself it counts once, as one bone does.
    fn tube(&mut self, curve: &[(f32, f32)], radius: impl Fn(f32) -> f32, weight: impl Fn(f32, f32) -> f32) {
        let scale = self.width as f32 / WIDTH;
        let mut nearest: std::collections::BTreeMap<usize, (f32, f32)> = std::collections::BTreeMap::new();
        let steps = curve.len() as f32 - 1.0;
        for (at, (x, y)) in curve.iter().enumerate() {
            let along = at as f32 / steps;
            let r = radius(along);
            let (cx, cy, cr) = ((x + WIDTH / 2.0) * scale, y * scale, r * scale);
            let bounds = |middle: f32, end: usize| {
                let low = (middle - cr).floor().max(0.0) as usize;
                low..((middle + cr).ceil().max(0.0) as usize).min(end)
            };
            for row in bounds(cy, self.height) {
                for column in bounds(cx, self.width) {
                    let distance = ((column as f32 - cx).powi(2) + (row as f32 - cy).powi(2)).sqrt() / cr;
                    if distance < 1.0 {
                        let held = nearest
                            .entry(row * self.width + column)
                            .or_insert((distance, along));
                        if distance < held.0 {
                            *held = (distance, along);
                        }
                    }
                }
            }
        }
        for (at, (distance, along)) in nearest {
            self.values[at] += weight(along, distance);
        }
    }
}

/// The chest on a grid of so many columns and rows.
pub(crate) fn chest(width: usize, height: usize) -> Field {
    let mut field = Field::new(width, height);
    for row in 0..height {
        for column in 0..width {
            let (x, y) = field.place(column, row);
            field.values[row * width + column] = tissues(x, y);
        }
    }
    vessels(&mut field);
    skeleton(&mut field);
    field
}

/// Soft tissue and air, without bone.
fn tissues(x: f32, y: f32) -> f32 {
    let body = body(x, y);
    let air = (lung(x, y, -1.0) + lung(x, y, 1.0)).max(0.0);
    let heart = heart(x, y);
    let air = (air - heart).max(0.0) + windpipe(x, y) + stomach(x, y);
    let air = air.min(body * 0.8);
    (body - air) * TISSUE + air * LUNG + spine(x, y)
}

/// Depth of the body: neck, shoulders, chest with its muscle.
fn body(x: f32, y: f32) -> f32 {
    let neck = 5.6 + 0.42 * (y - 1.4).max(0.0).powi(2);
    let half = neck.min(21.5);
    let depth = 12.0 + 9.0 * step(2.0, 13.0, y) + 2.0 * step(24.0, 38.0, y);
    let inside = 1.0 - (x / half).powi(2);
    if inside <= 0.0 {
        0.0
    } else {
        depth * inside.powf(0.45)
    }
}

/// Depth of air in one lung; `side` is -1 for the patient's right, on the left of the image.
fn lung(x: f32, y: f32, side: f32) -> f32 {
    let u = x * side;
    let dome = if side < 0.0 {
        29.0 + 0.052 * (u - 6.6).powi(2)
    } else {
        30.4 + 0.054 * (u - 6.8).powi(2)
    };
    // Wide below, a dome above: the outer wall bends out to the level of the seventh rib.
    let wall = 15.4 * (1.0 - ((23.5 - y.min(23.5)) / 18.4).powi(2)).max(0.0).powf(0.42);
    let inner = 2.5 + 0.9 * step(10.0, 5.0, y) + 0.5 * step(17.0, 21.0, y);
    let across = step(wall, wall - 3.4, u) * step(inner - 0.9, inner + 1.3, u);
    let down = step(dome + 0.35, dome - 0.35, y) * step(4.6, 9.0, y);
    let behind = 1.0 - 0.45 * step(dome - 6.0, dome, y);
    14.6 * across.powf(0.6) * down * behind
}

/// Depth of the heart and great vessels where they stand in front of lung.
fn heart(x: f32, y: f32) -> f32 {
    let turned = |cx: f32, cy: f32, rx: f32, ry: f32, angle: f32| {
        let (sine, cosine) = angle.sin_cos();
        let (dx, dy) = (x - cx, y - cy);
        let (a, b) = ((dx * cosine + dy * sine) / rx, (dy * cosine - dx * sine) / ry);
        (1.0 - a * a - b * b).max(0.0).sqrt()
    };
    let left = turned(2.7, 25.6, 7.6, 5.4, 0.62) * 17.0;
    let right = turned(-1.6, 24.6, 3.4, 5.4, 0.0) * 16.0;
    let arch = turned(2.0, 14.9, 2.3, 2.2, 0.0) * 10.0;
    let trunk = turned(2.0, 19.0, 2.9, 3.2, 0.3) * 10.0;
    let ascending = turned(-1.9, 17.5, 1.9, 4.6, 0.1) * 8.0;
    let descending = step(3.4, 2.2, x) * step(1.0, 1.8, x) * step(15.0, 17.0, y) * step(34.0, 30.0, y) * 5.0;
    left.max(right)
        .max(arch)
        .max(trunk)
        .max(ascending)
        .max(descending)
}

/// Depth of air in the windpipe and its two branches.
fn windpipe(x: f32, y: f32) -> f32 {
    let tube = |middle: f32, half: f32| (1.0 - ((x - middle) / half).powi(2)).max(0.0).sqrt();
    let bend = 0.15 * step(8.0, 14.0, y);
    let main = tube(-bend, 0.95) * step(16.6, 15.6, y) * 2.4;
    let branch = |side: f32, slope: f32| {
        let middle = -bend + side * (y - 15.4) * slope;
        tube(middle, 0.75) * step(15.2, 15.8, y) * step(19.4, 18.0, y) * 1.9
    };
    main.max(branch(-1.0, 0.75)).max(branch(1.0, 1.1))
}

/// Depth of the bubble of air in the stomach.
fn stomach(x: f32, y: f32) -> f32 {
    let (a, b) = ((x - 7.4) / 2.9, (y - 33.4) / 1.5);
    (1.0 - a * a - b * b).max(0.0).sqrt() * 7.0
}

/// Weakening by the spine: vertebrae, and the discs between them.
fn spine(x: f32, y: f32) -> f32 {
    let half = 1.75 + 0.012 * y;
    let inside = step(half + 0.5, half - 0.5, x.abs());
    let phase = (y / (2.1 + 0.012 * y)).fract();
    let disc = step(0.0, 0.12, phase) * step(1.0, 0.88, phase);
    let process = step(0.55, 0.3, x.abs()) * step(0.25, 0.4, phase) * step(0.95, 0.8, phase);
    let seen = 0.55 + 0.45 * step(26.0, 12.0, y);
    (inside * (0.34 + 0.16 * disc) + process * 0.12) * seen
}

/// Vessels of the lungs: trees that start at the hila and grow thinner.
fn vessels(field: &mut Field) {
    let mut chance = Chance(0x5EED_0042);
    for side in [-1.0f32, 1.0] {
        let hilum = if side < 0.0 { (-3.6, 20.0) } else { (4.4, 18.8) };
        for branch in 0..17 {
            let angle = -1.25 + 2.75 * branch as f32 / 16.0 + chance.within(0.10);
            let out = 0.9 + chance.within(0.6);
            let root = (
                hilum.0 + side * angle.cos() * out + chance.within(0.5),
                hilum.1 + angle.sin() * out * 1.8 + chance.within(0.9),
            );
            grow(field, &mut chance, root, (angle, side), 0.5, 8.2, 3);
        }
    }
}

fn grow(
    field: &mut Field,
    chance: &mut Chance,
    from: (f32, f32),
    (angle, side): (f32, f32),
    radius: f32,
    length: f32,
    forks: u32,
) {
    let bend = chance.within(0.5);
    let mut at = from;
    let mut curve = Vec::new();
    for step in 0..60 {
        let turned = angle + bend * step as f32 / 60.0;
        at = (
            at.0 + side * turned.cos() * length / 60.0,
            at.1 + turned.sin() * length / 60.0,
        );
        if lung(at.0, at.1, side) < 1.5 {
            break;
        }
        curve.push(at);
    }
    if curve.len() < 2 {
        return;
    }
    let end = *curve.last().unwrap_or(&at);
    field.tube(
        &curve,
        |along| radius * (1.0 - 0.45 * along),
        |along, distance| {
            TISSUE
                * 1.9
                * radius
                * (1.0 - 0.4 * along)
                * step(0.0, 0.15, along)
                * (1.0 - distance * distance).sqrt()
        },
    );
    if forks > 0 {
        for turn in [-0.34, 0.30] {
            let turn = turn + chance.within(0.2);
            grow(
                field,
                chance,
                end,
                (angle + bend + turn, side),
                radius * 0.56,
                length * 0.55,
                forks - 1,
            );
        }
    }
}

/// Ribs, collar bones, shoulder blades, upper arms.
fn skeleton(field: &mut Field) {
    for side in [-1.0f32, 1.0] {
        for rib in 0..10 {
            let n = rib as f32;
            let top = 6.2 + 2.35 * n;
            let out = (15.6
                * (1.0 - ((23.5 - (top + 2.0).min(23.5)) / 19.0).powi(2))
                    .max(0.05)
                    .powf(0.42))
            .min(15.6);
            let drop = 1.6 + 0.42 * n;
            let back = curve(
                [
                    (2.0, top),
                    (out * 0.45, top - 1.5),
                    (out * 0.95, top + drop * 0.2),
                    (out, top + drop),
                ],
                side,
            );
            field.tube(
                &back,
                |_| 0.62,
                |along, distance| cortex(distance) * (1.0 - 0.25 * along),
            );
            if rib < 7 {
                let end = 5.4 + 0.55 * n;
                let low = top + drop + 5.2 - 0.12 * n;
                let front = curve(
                    [
                        (out, top + drop),
                        (out * 1.0, top + drop + 2.6),
                        (end + 3.4, low),
                        (end, low - 1.1),
                    ],
                    side,
                );
                field.tube(
                    &front,
                    |along| 0.6 + 0.12 * along,
                    |along, distance| cortex(distance) * (0.72 - 0.32 * along),
                );
            }
        }
        let collar = curve([(1.7, 8.6), (6.0, 7.2), (10.0, 8.0), (15.6, 5.4)], side);
        field.tube(
            &collar,
            |along| 0.85 - 0.2 * (along * 3.1).sin(),
            |_, distance| cortex(distance) * 1.5,
        );
        let blade = curve([(14.2, 7.6), (12.6, 12.0), (12.4, 18.0), (14.4, 22.4)], side);
        field.tube(&blade, |_| 0.45, |_, distance| cortex(distance) * 0.5);
        let flank = curve([(15.2, 9.0), (15.8, 13.0), (15.6, 18.0), (14.6, 22.2)], side);
        field.tube(&flank, |_| 1.1, |_, distance| cortex(distance) * 0.45);
        let arm = curve([(17.6, 7.2), (17.9, 8.2), (18.4, 11.0), (18.8, 16.0)], side);
        field.tube(
            &arm,
            |along| 2.3 - 0.9 * along,
            |_, distance| cortex(distance) * 1.3,
        );
    }
}

/// Bone across a tube: its edge is dense, its inside is not.
fn cortex(distance: f32) -> f32 {
    let edge = (1.0 - ((distance - 0.78) / 0.22).powi(2)).max(0.0);
    (0.15 + 0.16 * edge) * step(1.0, 0.82, distance)
}

/// A curve through four points that pull it.
fn curve(points: [(f32, f32); 4], side: f32) -> Vec<(f32, f32)> {
    (0..=160)
        .map(|at| {
            let t = at as f32 / 160.0;
            let weights = [
                (1.0 - t).powi(3),
                3.0 * t * (1.0 - t).powi(2),
                3.0 * t * t * (1.0 - t),
                t.powi(3),
            ];
            let sum = |part: fn(&(f32, f32)) -> f32| {
                points
                    .iter()
                    .zip(weights)
                    .map(|(point, weight)| part(point) * weight)
                    .sum::<f32>()
            };
            (sum(|point| point.0) * side, sum(|point| point.1))
        })
        .collect()
}

/// Zero at `from`, one at `to`, smooth between; `from` may be the larger.
pub(crate) fn step(from: f32, to: f32, at: f32) -> f32 {
    let t = ((at - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Chance that is the same every time.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// The next number from -`range` to `range`.
    pub(crate) fn within(&mut self, range: f32) -> f32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let unit = (self.0 >> 40) as f32 / (1u64 << 24) as f32;
        (unit * 2.0 - 1.0) * range
    }

    /// The next number of a bell curve of the given width.
    pub(crate) fn bell(&mut self, width: f32) -> f32 {
        (0..4).map(|_| self.within(1.0)).sum::<f32>() * 0.866 * width
    }
}

/// Blurs as scattered rays and the size of the source do.
pub(crate) fn soften(field: &mut Field, radius: f32) {
    let reach = (radius * 3.0).ceil() as isize;
    let kernel: Vec<f32> = (-reach..=reach)
        .map(|at| (-(at as f32).powi(2) / (2.0 * radius * radius)).exp())
        .collect();
    let sum: f32 = kernel.iter().sum();
    for (stride, along, across) in [
        (1, field.width, field.height),
        (field.width, field.height, field.width),
    ] {
        let before = field.values.clone();
        let start = if stride == 1 { field.width } else { 1 };
        for line in 0..across {
            for at in 0..along {
                let value = kernel.iter().zip(-reach..).map(|(weight, offset)| {
                    let near = (at as isize + offset).clamp(0, along as isize - 1) as usize;
                    weight * before[line * start + near * stride]
                });
                field.values[line * start + at * stride] = value.sum::<f32>() / sum;
            }
        }
    }
}
