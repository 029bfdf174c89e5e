//! Host names: RFC 1123 for ASCII, RFC 5890 to 5893 for the rest.
//!
//! The tables of RFC 5892 are stood in for by what the standard library knows of characters and a
//! short list of exceptions; the contextual rules of its appendix A are whole.

use super::uri::Charset;

/// The longest label, in code points. Punycode makes none shorter.
const LABEL: usize = 63;

/// A host name of labels.
pub(super) fn is_hostname(text: &str, charset: Charset) -> bool {
    // RFC 3490, section 3.1: these separate labels too.
    let dots: &[char] = match charset {
        Charset::Ascii => &['.'],
        Charset::Unicode => &['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'],
    };
    let wide = |label: &str| charset == Charset::Unicode && !label.is_ascii();
    let fits = |label: &str| {
        if wide(label) {
            is_wide(label)
        } else {
            is_plain(label)
        }
    };
    let labels = || text.split(dots);
    // 253 octets on the wire, where a wide label is at least as long as its characters.
    text.chars().count() <= 253 && labels().all(fits) && (text.is_ascii() || is_bidi(labels()))
}

/// A label of ASCII, which may be a wide one encoded.
fn is_plain(label: &str) -> bool {
    let ldh = matches!(label.len(), 1..=LABEL)
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-');
    let encoded = label
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("xn--"));
    match encoded.and_then(|_| label.get(4..)) {
        Some(rest) => {
            let mut buffer = ['\0'; LABEL];
            let decoded = decode(rest, &mut buffer);
            ldh && decoded.is_some_and(|characters| {
                let canonical = encoded_length(characters) == Some(rest.len());
                let wide = characters.iter().any(|c| !c.is_ascii());
                wide && canonical && is_label(characters) && is_bidi_label(characters)
            })
        }
        // RFC 5891, section 4.2.3.1: hyphens there are reserved.
        None => ldh && label.get(2..4) != Some("--"),
    }
}

fn is_wide(label: &str) -> bool {
    let mut buffer = ['\0'; LABEL];
    let mut length = 0;
    for c in label.chars() {
        let Some(slot) = buffer.get_mut(length) else {
            return false;
        };
        *slot = c;
        length += 1;
    }
    let characters = buffer.get(..length).unwrap_or_default();
    encoded_length(characters).is_some_and(|length| length + 4 <= LABEL) && is_label(characters)
}

/// RFC 5891, section 4.2.3, over decoded characters.
fn is_label(label: &[char]) -> bool {
    let hyphens = label.first() == Some(&'-')
        || label.last() == Some(&'-')
        || label.get(2..4) == Some(&['-', '-']);
    let mark_first = label.first().is_some_and(|c| is_mark(*c));
    !hyphens && !mark_first && (0..label.len()).all(|at| is_allowed(label, at))
}

/// Whether the character may stand there (RFC 5892).
fn is_allowed(label: &[char], at: usize) -> bool {
    let Some(c) = label.get(at).copied() else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|at| label.get(at)).copied();
    let after = label.get(at + 1).copied();
    match c {
        // Exceptions (section 2.6).
        'ß' | 'ς' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '\u{3007}' => true,
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => {
            false
        }
        // Contextual rules (appendix A).
        '\u{200c}' => before.is_some_and(is_virama) || joins(label, at),
        '\u{200d}' => before.is_some_and(is_virama),
        '\u{b7}' => before == Some('l') && after == Some('l'),
        '\u{375}' => {
            after.is_some_and(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'))
        }
        '\u{5f3}' | '\u{5f4}' => before.is_some_and(|c| matches!(c, '\u{591}'..='\u{5f4}')),
        '\u{30fb}' => label.iter().any(|c| is_japanese(*c)),
        '\u{660}'..='\u{669}' => !label.iter().any(|c| matches!(c, '\u{6f0}'..='\u{6f9}')),
        '\u{6f0}'..='\u{6f9}' => !label.iter().any(|c| matches!(c, '\u{660}'..='\u{669}')),
        '-' | '0'..='9' | 'a'..='z' | 'A'..='Z' => true,
        _ => !c.is_ascii() && (is_mark(c) || (c.is_alphanumeric() && is_stable(c))),
    }
}

/// Letters and digits that mapping leaves alone: no other case, no compatibility form.
fn is_stable(c: char) -> bool {
    let compatible = matches!(c,
        '\u{aa}' | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{ba}' | '\u{bc}'..='\u{be}'
        | '\u{2070}'..='\u{218f}' | '\u{2460}'..='\u{24ff}' | '\u{3130}'..='\u{318f}'
        | '\u{1100}'..='\u{11ff}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{ff00}'..='\u{ffef}');
    !compatible && !c.is_uppercase()
}

/// The marks that descriptions meet: those of the general blocks, and of the Indic scripts.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{20d0}'..='\u{20f0}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
        // In each Indic block of 128 the signs stand at the same places.
        || (matches!(c, '\u{900}'..='\u{d7f}')
            && matches!(u32::from(c) & 0x7f, 0..=3 | 0x3c | 0x3e..=0x4d | 0x51..=0x57 | 0x62 | 0x63))
}

fn is_virama(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{d7f}') && u32::from(c) & 0x7f == 0x4d
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{2_0000}'..='\u{3_ffff}')
}

/// Appendix A.1: a letter that joins on either side, over marks.
fn joins(label: &[char], at: usize) -> bool {
    let arabic = |c: &char| matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{7ea}');
    // These join to the right only, so nothing can follow them joined.
    let right_only = |c: &char| matches!(c, '\u{622}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}' | '\u{671}'..='\u{673}' | '\u{688}'..='\u{699}');
    let before = label
        .get(..at)
        .and_then(|part| part.iter().rev().find(|c| !is_mark(**c)));
    let after = label
        .get(at + 1..)
        .and_then(|part| part.iter().find(|c| !is_mark(**c)));
    before.is_some_and(|c| arabic(c) && !right_only(c)) && after.is_some_and(arabic)
}

/// RFC 5893, section 2, where a name has a label from right to left at all.
fn is_bidi<'t>(labels: impl Iterator<Item = &'t str> + Clone) -> bool {
    let right_to_left = labels.clone().flat_map(str::chars).any(is_right_to_left);
    !right_to_left || labels.into_iter().all(|label| bidi(label.chars()))
}

fn is_bidi_label(label: &[char]) -> bool {
    let right_to_left = label.iter().any(|c| is_right_to_left(*c));
    !right_to_left || bidi(label.iter().copied())
}

fn bidi(label: impl DoubleEndedIterator<Item = char> + Clone) -> bool {
    let european = |c: char| c.is_ascii_digit() || matches!(c, '\u{6f0}'..='\u{6f9}');
    let arabic = |c: char| matches!(c, '\u{660}'..='\u{669}');
    let left = |c: char| c.is_alphabetic() && !is_right_to_left(c) && !is_mark(c);
    let mut start = label.clone();
    let last = label.clone().rev().find(|c| !is_mark(*c));
    match start.next() {
        Some(first) if is_right_to_left(first) => {
            let mixed = label.clone().any(european) && label.clone().any(arabic);
            let end = last.is_some_and(|c| is_right_to_left(c) || european(c) || arabic(c));
            !mixed && end && !label.clone().any(left)
        }
        Some(first) if left(first) => {
            let end = last.is_some_and(|c| left(c) || european(c));
            end && !label.clone().any(|c| is_right_to_left(c) || arabic(c))
        }
        _ => false,
    }
}

/// The classes R and AL.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5d0}'..='\u{5f4}' | '\u{608}'..='\u{64a}'
        | '\u{66d}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{1_0800}'..='\u{1_0fff}' | '\u{1_e800}'..='\u{1_efff}')
        && !is_mark(c)
}

// Punycode, RFC 3492.

const BASE: u32 = 36;

/// How the bias moves (section 6.1).
fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points.max(1);
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += BASE;
    }
    bias + 36 * delta / (delta + 38)
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(1, 26)
}

/// Decodes into `buffer` (section 6.2).
fn decode<'b>(text: &str, buffer: &'b mut [char; LABEL]) -> Option<&'b [char]> {
    let (plain, encoded) = text.rsplit_once('-').unwrap_or(("", text));
    let mut length = 0;
    for c in plain.chars() {
        *buffer.get_mut(length)? = c;
        length += 1;
    }
    let (mut code, mut at, mut bias) = (128u32, 0u32, 72);
    let mut digits = encoded.bytes().peekable();
    while digits.peek().is_some() {
        let (start, mut weight, mut k) = (at, 1u32, BASE);
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => byte - b'a',
                byte @ b'A'..=b'Z' => byte - b'A',
                byte @ b'0'..=b'9' => byte - b'0' + 26,
                _ => return None,
            };
            at = at.checked_add(u32::from(digit).checked_mul(weight)?)?;
            let threshold = threshold(k, bias);
            if u32::from(digit) < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let points = u32::try_from(length).ok()? + 1;
        bias = adapt(at - start, points, start == 0);
        code = code.checked_add(at / points)?;
        at %= points;
        let spot = usize::try_from(at).ok()?;
        buffer.get_mut(spot..=length)?.rotate_right(1);
        *buffer.get_mut(spot)? = char::from_u32(code)?;
        (at, length) = (at + 1, length + 1);
    }
    buffer.get(..length)
}

/// How long the encoded form is (section 6.3).
fn encoded_length(label: &[char]) -> Option<usize> {
    let plain = label.iter().filter(|c| c.is_ascii()).count();
    let mut length = plain + usize::from(plain > 0);
    let (mut code, mut delta, mut bias, mut done) = (128u32, 0u32, 72, plain);
    while done < label.len() {
        let next = label
            .iter()
            .map(|c| u32::from(*c))
            .filter(|c| *c >= code)
            .min()?;
        let points = u32::try_from(done).ok()? + 1;
        delta = delta.checked_add((next - code).checked_mul(points)?)?;
        code = next;
        for c in label.iter().map(|c| u32::from(*c)) {
            if c < code {
                delta = delta.checked_add(1)?;
            }
            if c == code {
                let (mut rest, mut k) = (delta, BASE);
                length += 1;
                while rest >= threshold(k, bias) {
                    let threshold = threshold(k, bias);
                    rest = (rest - threshold) / (BASE - threshold);
                    (length, k) = (length + 1, k + BASE);
                }
                bias = adapt(delta, u32::try_from(done).ok()? + 1, done == plain);
                (delta, done) = (0, done + 1);
            }
        }
        (delta, code) = (delta.checked_add(1)?, code + 1);
    }
    Some(length)
}
