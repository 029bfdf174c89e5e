//! Numbers as they are written, of any length: exact, never through a float.

use serde_json::{Number, Value};
use std::cmp::Ordering;

/// Numbers whose places are further apart are not divided: nobody's `multipleOf` is so fine.
const FURTHEST: usize = 20_000;

/// A decimal number in a form that has one spelling for each value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// Digits without zeros at either end; empty is zero.
    digits: Vec<u8>,
    /// The value is `0.DIGITS` times ten to this power.
    scale: i64,
}

impl Decimal {
    /// Reads a JSON number (RFC 8259, section 6). Anything else has no value.
    pub(crate) fn parse(text: &str) -> Option<Self> {
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
    pub(crate) fn canonical(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits = String::from_utf8_lossy(&self.digits);
        format!("{sign}.{digits}e{}", self.scale)
    }

    /// A number of a document; `None` where its exponent is absurd.
    pub(crate) fn of(number: &Number) -> Option<Self> {
        Self::parse(&number.to_string())
    }

    /// The integer that it is; `None` where it has a fraction, or 128 bits do not hold it.
    pub(crate) fn integer(&self) -> Option<i128> {
        if self.digits.is_empty() {
            return Some(0);
        }
        let digits: i128 = std::str::from_utf8(&self.digits).ok()?.parse().ok()?;
        let value = digits.checked_mul(10i128.checked_pow(u32::try_from(self.power()?).ok()?)?)?;
        Some(if self.negative { -value } else { value })
    }

    /// Whether `whole` is a multiple of `part`; nothing is one of zero.
    pub(crate) fn divides(part: &Self, whole: &Self) -> bool {
        if part.digits.is_empty() || whole.digits.is_empty() {
            return !part.digits.is_empty();
        }
        let powers = part.power().zip(whole.power());
        let zeros = powers.and_then(|(part, whole)| whole.checked_sub(part));
        // A number with places that the part has not is no multiple: no digits end in a zero.
        let zeros = zeros.and_then(|zeros| usize::try_from(zeros).ok());
        let Some(zeros) = zeros.filter(|zeros| *zeros <= FURTHEST) else {
            return false;
        };
        let digits = whole.digits.iter().copied();
        rest_of(digits.chain(std::iter::repeat_n(b'0', zeros)), &part.digits).is_empty()
    }

    /// The power of ten of the last digit.
    fn power(&self) -> Option<i64> {
        self.scale
            .checked_sub(i64::try_from(self.digits.len()).ok()?)
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

/// What is left when digits are divided as on paper; without zeros in front, empty for nothing.
fn rest_of(digits: impl Iterator<Item = u8>, part: &[u8]) -> Vec<u8> {
    let mut rest: Vec<u8> = Vec::with_capacity(part.len() + 1);
    for digit in digits {
        if !rest.is_empty() || digit != b'0' {
            rest.push(digit);
        }
        while rest.len() > part.len() || (rest.len() == part.len() && rest.as_slice() >= part) {
            subtract(&mut rest, part);
        }
    }
    rest
}

/// Takes `part` from `rest`, which is no less.
fn subtract(rest: &mut Vec<u8>, part: &[u8]) {
    let mut borrowed = 0;
    let digits = part.iter().rev().chain(std::iter::repeat(&b'0'));
    for (slot, digit) in rest.iter_mut().rev().zip(digits) {
        let take = digit - b'0' + borrowed;
        let have = *slot - b'0';
        borrowed = u8::from(have < take);
        *slot = b'0' + have + 10 * borrowed - take;
    }
    let zeros = rest.iter().take_while(|digit| **digit == b'0').count();
    rest.drain(..zeros);
}

/// A number in a spelling that equal numbers share.
pub(crate) fn canonical_number(number: &Number) -> String {
    let text = number.to_string();
    Decimal::parse(&text).map_or(text, |decimal| decimal.canonical())
}

/// A value in a spelling that equal values share: `1` and `1.0` are equal, keys have no order.
pub(crate) fn canonical_value(value: &Value) -> String {
    match value {
        Value::Number(number) => canonical_number(number),
        Value::Array(items) => format!(
            "[{}]",
            items
                .iter()
                .map(canonical_value)
                .collect::<Vec<_>>()
                .join(",")
        ),
        Value::Object(map) => {
            let mut members: Vec<String> = map
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", canonical_value(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
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
            ("3", "111111111111111111111111111111111111111111111111"),
            (
                "0.000000000000000000000000000000000000000000000000007",
                "7e12",
            ),
            (
                "1000000000000000000000000000000000000000000000000001",
                "3000000000000000000000000000000000000000000000000003",
            ),
        ] {
            assert_eq!(divides(part, whole), Some(true), "{part} {whole}");
            assert_eq!(divides(whole, part), Some(false), "{whole} {part}");
        }
        assert_eq!(divides("3", "4"), Some(false));
        assert_eq!(divides("1e-300", "1e300"), Some(true));
        assert_eq!(divides("3e-300", "1e300"), Some(false));
        assert_eq!(divides("0", "1"), Some(false));
        assert_eq!(divides("7", "0"), Some(true));
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
            (
                "0.1000000000000000000000000000000000000000000000001",
                "0.1000000000000000000000000000000000000000000000002",
                Less,
            ),
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
