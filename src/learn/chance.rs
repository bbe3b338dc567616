//! Chance that falls the same way on every device and in every version: `rand` promises neither for its generators.

/// Mixes a number so that near ones come out far apart: the finaliser of `SplitMix64` (Steele, Lea and Flood, 2014).
fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A seed made of a text and a number.
pub(super) fn seed(text: &str, number: u32) -> u64 {
    let hash = u64::from(crc32fast::hash(text.as_bytes()));
    mixed(hash << 32 | u64::from(number))
}

/// A sequence of numbers that follows from its seed.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// A number less than `end`, and 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next()) * end as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// From 0 to less than 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what a float holds")]
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts items in an order of chance.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of `SplitMix64` as they are published.
    #[test]
    fn it_is_the_generator_it_is_said_to_be() {
        let mut chance = Chance::new(1_234_567);
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!([(); 3].map(|()| chance.next()), published);
    }

    #[test]
    fn it_falls_as_it_always_did() {
        let mut chance = Chance::new(seed("sql/basics#3f2a", 2));
        let mut items: Vec<u32> = (0..8).collect();
        chance.shuffle(&mut items);
        // Orders of choices and days of reviews hang on these on all devices: they never change.
        assert_eq!(items, [5, 7, 0, 6, 4, 3, 2, 1]);
        assert_eq!(chance.below(1000), 141);
    }

    #[test]
    fn it_is_even() {
        let mut chance = Chance::new(7);
        let mut counts = [0; 6];
        for _ in 0..60_000 {
            counts[chance.below(6)] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
        let mean = (0..10_000).map(|_| chance.unit()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert_eq!(chance.below(0), 0);
    }
}
