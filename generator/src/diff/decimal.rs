//! Numbers compared as they are written: exact, never through a float.

use std::cmp::Ordering;

/// A decimal number in a form that has one spelling for each value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Digits without zeros at either end; empty is zero.
    digits: Vec<u8>,
    /// The value is `0.DIGITS` times ten to this power.
    scale: i64,
}

impl Decimal {
    /// Reads a JSON number (RFC 8259, section 6). Anything else has no value.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(fraction.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let zeros = all.iter().take_while(|b| **b == b'0').count();
        let mut digits: Vec<u8> = all.into_iter().skip(zeros).collect();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits,
                scale: 0,
            });
        }
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
        Some(Self {
            negative,
            digits,
            scale: exponent.checked_add(point)?,
        })
    }

    /// A spelling that equal values share.
    pub(super) fn canonical(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits = String::from_utf8_lossy(&self.digits);
        format!("{sign}.{digits}e{}", self.scale)
    }

    /// Whether `whole` is a multiple of `part`; false where that would take numbers beyond 128 bit.
    pub(super) fn divides(part: &Self, whole: &Self) -> bool {
        let integer = |number: &Self, shift: i64| -> Option<u128> {
            let digits: u128 = std::str::from_utf8(&number.digits).ok()?.parse().ok()?;
            let power = number
                .scale
                .checked_sub(i64::try_from(number.digits.len()).ok()?)?
                .checked_add(shift)?;
            digits.checked_mul(10u128.checked_pow(u32::try_from(power).ok()?)?)
        };
        let fraction = |number: &Self| {
            i64::try_from(number.digits.len())
                .unwrap_or(i64::MAX)
                .saturating_sub(number.scale)
        };
        let shift = fraction(part).max(fraction(whole)).max(0);
        match (integer(part, shift), integer(whole, shift)) {
            (Some(part), Some(whole)) => whole.checked_rem(part) == Some(0),
            _ => false,
        }
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .scale
                .cmp(&other.scale)
                .then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    #[test]
    fn multiples_are_exact() {
        let divides = |part, whole| {
            Some(Decimal::divides(
                &Decimal::parse(part)?,
                &Decimal::parse(whole)?,
            ))
        };
        for (part, whole) in [
            ("2", "4"),
            ("0.01", "0.1"),
            ("0.1", "1"),
            ("1e2", "300"),
            ("2", "0.4e1"),
        ] {
            assert_eq!(divides(part, whole), Some(true), "{part} {whole}");
            assert_eq!(divides(whole, part), Some(false), "{whole} {part}");
        }
        assert_eq!(divides("3", "4"), Some(false));
        assert_eq!(divides("1e-300", "1e300"), Some(false));
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let cases: &[(&str, &str, Ordering)] = &[
            ("1", "1.0", Equal),
            ("100", "1e2", Equal),
            ("0.001", "1E-3", Equal),
            ("-0", "0", Equal),
            ("2", "10", Less),
            ("-2", "-10", Greater),
            ("-1", "0", Less),
            ("0.5", "0", Greater),
            ("18446744073709551615", "18446744073709551616", Less),
            ("9007199254740993", "9007199254740992", Greater),
        ];
        for (left, right, expected) in cases {
            let found = Decimal::parse(left).and_then(|l| Some(l.cmp(&Decimal::parse(right)?)));
            assert_eq!(found, Some(*expected), "{left} {right}");
        }
        for bad in ["", "-", "x", ".5", "1e", "1e99999999999999999999"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }
}
