//! The formats that are checked, one line each.

use super::idna::is_hostname;
use super::pattern::is_regex;
use super::uri::{Charset, is_template, is_uri};
use std::net::{Ipv4Addr, Ipv6Addr};

/// A format whose values stay strings in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `date-time`, RFC 3339 section 5.6.
    DateTime,
    /// `date`, RFC 3339 section 5.6.
    Date,
    /// `time`, RFC 3339 section 5.6, with its offset.
    Time,
    /// `duration`, RFC 3339 appendix A.
    Duration,
    /// `email`, RFC 5321 section 4.1.2.
    Email,
    /// `idn-email`, RFC 6531.
    IdnEmail,
    /// `hostname`, RFC 1123 section 2.1.
    Hostname,
    /// `idn-hostname`, RFC 5890.
    IdnHostname,
    /// `ipv4`, dotted decimal.
    Ipv4,
    /// `ipv6`, RFC 4291 section 2.2.
    Ipv6,
    /// `uri`, RFC 3986.
    Uri,
    /// `uri-reference`, RFC 3986.
    UriReference,
    /// `iri`, RFC 3987.
    Iri,
    /// `iri-reference`, RFC 3987.
    IriReference,
    /// `uri-template`, RFC 6570.
    UriTemplate,
    /// `uuid`, RFC 4122, with its hyphens.
    Uuid,
    /// `json-pointer`, RFC 6901.
    JsonPointer,
    /// `relative-json-pointer`.
    RelativeJsonPointer,
    /// `regex`, ECMA-262.
    Regex,
}

type Check = fn(&str) -> bool;

/// Name, format, check: the one place that knows them all.
const TABLE: &[(&str, Format, Check)] = &[
    ("date-time", Format::DateTime, is_date_time),
    ("date", Format::Date, is_date),
    ("time", Format::Time, |text| time(text).is_some()),
    ("duration", Format::Duration, is_duration),
    ("email", Format::Email, |text| {
        is_email(text, Charset::Ascii)
    }),
    ("idn-email", Format::IdnEmail, |text| {
        is_email(text, Charset::Unicode)
    }),
    ("hostname", Format::Hostname, |text| {
        is_hostname(text, Charset::Ascii)
    }),
    ("idn-hostname", Format::IdnHostname, |text| {
        is_hostname(text, Charset::Unicode)
    }),
    ("ipv4", Format::Ipv4, |text| {
        text.parse::<Ipv4Addr>().is_ok()
    }),
    ("ipv6", Format::Ipv6, |text| {
        text.parse::<Ipv6Addr>().is_ok()
    }),
    ("uri", Format::Uri, |text| {
        is_uri(text, Charset::Ascii, false)
    }),
    ("uri-reference", Format::UriReference, |text| {
        is_uri(text, Charset::Ascii, true)
    }),
    ("iri", Format::Iri, |text| {
        is_uri(text, Charset::Unicode, false)
    }),
    ("iri-reference", Format::IriReference, |text| {
        is_uri(text, Charset::Unicode, true)
    }),
    ("uri-template", Format::UriTemplate, is_template),
    ("uuid", Format::Uuid, is_uuid),
    ("json-pointer", Format::JsonPointer, is_json_pointer),
    (
        "relative-json-pointer",
        Format::RelativeJsonPointer,
        is_relative_json_pointer,
    ),
    ("regex", Format::Regex, is_regex),
];

impl Format {
    /// The format of this name, where it is checked.
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|(known, _, _)| *known == name)
            .map(|(_, format, _)| *format)
    }

    /// The name as a description spells it.
    pub fn name(self) -> &'static str {
        TABLE
            .iter()
            .find(|(_, format, _)| *format == self)
            .map_or("", |(name, _, _)| name)
    }

    /// Whether the text is of this format.
    pub fn matches(self, text: &str) -> bool {
        // The table is in the order of the enum, which a test holds it to.
        TABLE
            .get(self as usize)
            .is_none_or(|(_, _, check)| check(text))
    }
}

fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(separator), Some(rest)) =
        (text.get(..10), text.get(10..11), text.get(11..))
    else {
        return false;
    };
    is_date(date) && matches!(separator, "T" | "t") && time(rest).is_some()
}

fn is_date(text: &str) -> bool {
    let (Some(year), Some(month), Some(day)) = (
        digits(text.get(..4)),
        digits(text.get(5..7)),
        digits(text.get(8..)),
    ) else {
        return false;
    };
    let hyphens = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    text.len() == 10 && hyphens && (1..=days).contains(&day)
}

/// A time with its offset. A leap second is there only where it is 23:59 in UTC.
fn time(text: &str) -> Option<()> {
    let hour = digits(text.get(..2)).filter(|hour| *hour < 24)?;
    let minute = digits(text.get(3..5)).filter(|minute| *minute < 60)?;
    let second = digits(text.get(6..8)).filter(|second| *second <= 60)?;
    let colons = text.get(2..3) == Some(":") && text.get(5..6) == Some(":");
    let rest = text.get(8..)?;
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let end = fraction.find(|c: char| !c.is_ascii_digit())?;
            (end > 0).then(|| fraction.get(end..))??
        }
        None => rest,
    };
    let offset = offset(rest)?;
    let utc = (i64::from(hour) * 60 + i64::from(minute) - offset).rem_euclid(24 * 60);
    (colons && (second < 60 || utc == 23 * 60 + 59)).then_some(())
}

/// The minutes that an offset is ahead of UTC.
fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let hour = digits(text.get(1..3)).filter(|hour| *hour < 24)?;
    let minute = digits(text.get(4..)).filter(|minute| *minute < 60)?;
    let shape = text.len() == 6 && text.get(3..4) == Some(":");
    shape.then(|| sign * (i64::from(hour) * 60 + i64::from(minute)))
}

/// A number of ASCII digits only; a sign would be taken by `parse`.
fn digits(text: Option<&str>) -> Option<u32> {
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    text.parse().ok()
}

fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = text
        .split_once('T')
        .map_or((text, None), |(d, t)| (d, Some(t)));
    let date_fits = units(date, "YMD") || (time.is_none() && units(date, "W"));
    match time {
        Some(time) => (date.is_empty() || date_fits) && units(time, "HMS"),
        None => date_fits,
    }
}

/// Numbers each with its unit, in the order of `all` and with no unit left out between two.
fn units(text: &str, all: &str) -> bool {
    let mut rest = text;
    let mut last: Option<usize> = None;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let unit = rest.get(end..).and_then(|rest| rest.chars().next());
        let Some(place) = unit.and_then(|unit| all.find(unit)) else {
            return false;
        };
        if end == 0 || last.is_some_and(|last| place != last + 1) {
            return false;
        }
        last = Some(place);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    last.is_some()
}

fn is_email(text: &str, charset: Charset) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let wide = |c: char| charset == Charset::Unicode && !c.is_ascii();
    let quoted = local
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let local_fits = match quoted {
        Some(inner) => is_quoted(inner, wide),
        None => local.split('.').all(|atom| {
            let fits =
                |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || wide(c);
            !atom.is_empty() && atom.chars().all(fits)
        }),
    };
    // RFC 5321, section 4.5.3.1.1: 64 octets.
    let short = local.len() <= 64;
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let domain_fits = match literal {
        Some(address) => match address.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => address.parse::<Ipv4Addr>().is_ok(),
        },
        None => is_hostname(domain, charset),
    };
    short && local_fits && domain_fits
}

/// The inside of a quoted string: printable, with a backslash before quote and backslash.
fn is_quoted(text: &str, wide: impl Fn(char) -> bool) -> bool {
    let mut escaped = false;
    for c in text.chars() {
        let printable = matches!(c, ' '..='~') || wide(c);
        if !printable || (c == '"' && !escaped) {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    !escaped
}

fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else {
        return false;
    };
    let [first, second, third, fourth] = [bytes[8], bytes[13], bytes[18], bytes[23]];
    let digits = bytes.iter().filter(|byte| byte.is_ascii_hexdigit());
    [first, second, third, fourth] == [b'-'; 4] && digits.count() == 32
}

fn is_json_pointer(text: &str) -> bool {
    let escapes = || {
        text.split('~')
            .skip(1)
            .all(|after| after.starts_with(['0', '1']))
    };
    text.is_empty() || (text.starts_with('/') && escapes())
}

fn is_relative_json_pointer(text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (up, rest) = text.split_at(end);
    let leading_zero = up.len() > 1 && up.starts_with('0');
    !up.is_empty() && !leading_zero && (rest == "#" || is_json_pointer(rest))
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, (name, format, _)) in TABLE.iter().enumerate() {
            assert_eq!(*format as usize, index, "{name}");
        }
    }
}
