//! Numbers as JSON writes them: exact decimals, never the binary fraction behind an `f64`.

use serde_json::Number;
use std::cmp::Ordering;

/// An exact decimal: `mantissa · 10^exponent`, without trailing zeros in the mantissa. It holds 38
/// significant digits, more than any number that a type of Rust has; of a longer text it holds as
/// many, and that there is more: it still compares as it should with every number that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i64,
    /// Whether digits beyond those are not zero.
    more: bool,
    /// Whether one of those stands behind the point.
    fine: bool,
}

/// The largest power of ten that a mantissa of this many digits can stand.
const DIGITS: u32 = 38;

impl Decimal {
    /// The decimal of a JSON number; `None` where its exponent is beyond reason.
    pub fn of_number(number: &Number) -> Option<Self> {
        if let Some(value) = number.as_i64() {
            return Some(Self::of_integer(value.into()));
        }
        if let Some(value) = number.as_u64() {
            return Some(Self::of_integer(value.into()));
        }
        Self::of_shown(number)
    }

    /// The decimal of an integer.
    pub fn of_integer(value: i128) -> Self {
        Self {
            mantissa: value,
            exponent: 0,
            more: false,
            fine: false,
        }
        .normal()
    }

    /// The shortest decimal that reads back as this `f64`; `None` where it is not finite.
    pub fn of_float(value: f64) -> Option<Self> {
        // `{:e}` prints the shortest digits, at most 17 of them.
        value
            .is_finite()
            .then(|| Self::of_shown(&format_args!("{value:e}")))
            .flatten()
    }

    /// The decimal of a JSON number's text; `None` where the text is none.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut reader = Reader::default();
        reader.take(text);
        reader.finish()
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.exponent >= 0 && !self.fine
    }

    /// Whether this is a whole number of times `step`. Nothing is a multiple of zero, and of a
    /// number with more digits than are held none but zero.
    pub fn is_multiple_of(&self, step: &Self) -> bool {
        if (self.more || step.more) && self.mantissa != 0 {
            return false;
        }
        if step.mantissa == 0 || self.mantissa == 0 {
            return step.mantissa != 0;
        }
        let modulus = step.mantissa.unsigned_abs();
        let Ok(zeros) = u64::try_from(self.exponent - step.exponent) else {
            // Normal mantissas end in no zero, so a finer number is no multiple.
            return false;
        };
        let left = self.mantissa.unsigned_abs() % modulus;
        multiply(left, power_of_ten(zeros, modulus), modulus) == 0
    }

    /// Without trailing zeros, so that equal numbers are equal values.
    fn normal(mut self) -> Self {
        if self.mantissa == 0 {
            return Self {
                exponent: 0,
                ..self
            };
        }
        while self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.exponent += 1;
        }
        self
    }

    /// Reads what `shown` displays, piece by piece and without a buffer.
    pub(super) fn of_shown(shown: &dyn std::fmt::Display) -> Option<Self> {
        let mut reader = Reader::default();
        std::fmt::write(&mut reader, format_args!("{shown}")).ok()?;
        reader.finish()
    }

    /// The exponent of the first digit, plus one.
    fn magnitude(&self) -> i64 {
        i64::from(digits(self.mantissa)) + self.exponent
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs != Ordering::Equal || self.mantissa == 0 {
            return signs;
        }
        let sizes = self.magnitude().cmp(&other.magnitude()).then_with(|| {
            // Of one magnitude, so the shift is smaller than the digits of the other.
            let scale = |number: &Self, shift: i64| {
                let shift = u32::try_from(shift.max(0)).unwrap_or(0);
                number
                    .mantissa
                    .unsigned_abs()
                    .saturating_mul(10u128.saturating_pow(shift))
            };
            scale(self, self.exponent - other.exponent)
                .cmp(&scale(other, other.exponent - self.exponent))
                .then(self.more.cmp(&other.more))
        });
        if self.mantissa < 0 {
            sizes.reverse()
        } else {
            sizes
        }
    }
}

/// Reads the text of a number: sign, digits, fraction, exponent.
#[derive(Default)]
struct Reader {
    negative: bool,
    mantissa: i128,
    exponent: i64,
    /// The digits of the exponent part and its sign.
    power: Option<(bool, i64)>,
    in_fraction: bool,
    any_digit: bool,
    more: bool,
    fine: bool,
    at: usize,
    bad: bool,
}

impl Reader {
    fn take(&mut self, text: &str) {
        for byte in text.bytes() {
            self.step(byte);
            self.at += 1;
        }
    }

    fn step(&mut self, byte: u8) {
        let digit = i128::from(byte.wrapping_sub(b'0'));
        match (byte, &mut self.power) {
            (b'0'..=b'9', Some((_, power))) => {
                *power = (*power * 10)
                    .saturating_add(i64::from(byte - b'0'))
                    .min(1 << 40);
            }
            (b'0'..=b'9', None) => self.digit(digit),
            (b'-', None) if self.at == 0 => self.negative = true,
            (b'+', None) if self.at == 0 => {}
            (b'.', None) if !self.in_fraction => self.in_fraction = true,
            (b'e' | b'E', None) => self.power = Some((false, 0)),
            (b'-', Some((negative, 0))) => *negative = true,
            (b'+', Some((_, 0))) => {}
            _ => self.bad = true,
        }
    }

    fn digit(&mut self, digit: i128) {
        self.any_digit = true;
        let full = digits(self.mantissa) >= DIGITS;
        if full {
            self.more |= digit != 0;
            self.fine |= digit != 0 && self.in_fraction;
        } else {
            self.mantissa = self.mantissa * 10 + digit;
        }
        self.exponent += i64::from(full) - i64::from(self.in_fraction);
    }

    fn finish(self) -> Option<Decimal> {
        if self.bad || !self.any_digit {
            return None;
        }
        let power = match self.power {
            Some((true, power)) => -power,
            Some((false, power)) => power,
            None => 0,
        };
        let mantissa = if self.negative {
            -self.mantissa
        } else {
            self.mantissa
        };
        Some(
            Decimal {
                mantissa,
                exponent: self.exponent + power,
                more: self.more,
                fine: self.fine,
            }
            .normal(),
        )
    }
}

impl std::fmt::Write for Reader {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.take(text);
        Ok(())
    }
}

/// How many decimal digits it has; zero has none.
fn digits(mantissa: i128) -> u32 {
    mantissa
        .unsigned_abs()
        .checked_ilog10()
        .map_or(0, |log| log + 1)
}

fn power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let mut result = 1 % modulus;
    let mut base = 10 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base, modulus);
        }
        base = multiply(base, base, modulus);
        exponent >>= 1;
    }
    result
}

/// `left · right mod modulus` for factors below a modulus of at most 127 bits.
fn multiply(mut left: u128, mut right: u128, modulus: u128) -> u128 {
    if let Some(product) = left.checked_mul(right) {
        return product % modulus;
    }
    let mut result = 0;
    while right > 0 {
        if right & 1 == 1 {
            result = (result + left) % modulus;
        }
        left = (left * 2) % modulus;
        right >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn what_is_beyond_38_digits_is_not_forgotten() {
        let of = |text: &str| Decimal::of_text(text).expect(text);
        let long = "0.10000000000000000000000000000000000000000000000001";
        assert!(of("0.1") < of(long) && of(long) < of("0.11"));
        assert!(of("-0.1") > of(&format!("-{long}")));
        assert!(of("0.1") != of(long));
        let large = "100000000000000000000000000000000000000000000000000";
        assert!(of(&format!("{large}1")).is_whole() && of(large).is_whole());
        assert!(!of(&format!("{large}.5")).is_whole());
        assert!(of(&format!("{large}.5")) > of(large));
        assert!(of(&format!("{large}.0")) == of(large));
        assert!(of(large).is_multiple_of(&of("1e30")));
        assert!(!of(&format!("{large}.5")).is_multiple_of(&of("1")));
        assert!(!of("1").is_multiple_of(&of(long)) && of("0").is_multiple_of(&of(long)));
    }
}
