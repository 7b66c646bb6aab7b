//! The tables that a stream tells before its scan: the steps of its values, and its codes.

/// Values of a block, eight to a side.
pub(super) const BLOCK: usize = 64;
/// The place in a block of each value, in the order in which they are stored.
pub(super) const ZIGZAG: [usize; BLOCK] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];
/// The tables that a scan may name, as they were told last.
#[derive(Default)]
pub(super) struct Tables {
    /// How far apart the values that can be stored are.
    pub(super) steps: [Option<[f32; BLOCK]>; 4],
    pub(super) first: [Option<Codes>; 4],
    pub(super) other: [Option<Codes>; 4],
    /// Blocks between two restarts; 0 for none.
    pub(super) restart_every: usize,
}

impl Tables {
    pub(super) fn read_steps(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&head, rest)) = segment.split_first() {
            let wide = head >> 4 == 1;
            let (values, after) = rest.split_at_checked(if wide { 2 * BLOCK } else { BLOCK })?;
            let mut steps = [0.0; BLOCK];
            for (at, place) in ZIGZAG.into_iter().enumerate() {
                steps[place] = if wide {
                    u16::from_be_bytes([values[2 * at], values[2 * at + 1]]).into()
                } else {
                    values[at].into()
                };
            }
            *self.steps.get_mut(usize::from(head & 15))? = Some(steps);
            segment = after;
        }
        Some(())
    }

    pub(super) fn read_codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&head, rest)) = segment.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let count = counts.iter().map(|count| usize::from(*count)).sum();
            let (values, after) = rest.split_at_checked(count)?;
            let tables = if head >> 4 == 0 {
                &mut self.first
            } else {
                &mut self.other
            };
            *tables.get_mut(usize::from(head & 15))? = Some(Codes::of(counts, values));
            segment = after;
        }
        Some(())
    }
}

/// A Huffman code: for each length the first code word, how many there are, and where their values begin.
pub(super) struct Codes {
    pub(super) lengths: [(u32, u32, usize); 16],
    pub(super) values: Vec<u8>,
}

impl Codes {
    fn of(counts: &[u8; 16], values: &[u8]) -> Self {
        let mut lengths = [(0, 0, 0); 16];
        let (mut word, mut start) = (0, 0);
        for (length, count) in lengths.iter_mut().zip(counts) {
            *length = (word, u32::from(*count), start);
            word = (word + u32::from(*count)) << 1;
            start += usize::from(*count);
        }
        Self {
            lengths,
            values: values.to_vec(),
        }
    }
}
