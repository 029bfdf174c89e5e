//! Media types (RFC 9110, section 8.3.1), compared without their parameters.

/// Whether the media type is JSON: `application/json`, `text/json`, or anything with `+json`.
pub fn is_json(media: &str) -> bool {
    let (kind, subtype) = essence(media);
    let named = subtype.eq_ignore_ascii_case("json");
    let suffixed = subtype
        .len()
        .checked_sub(5)
        .and_then(|start| subtype.get(start..))
        .is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"));
    (named && (kind.eq_ignore_ascii_case("application") || kind.eq_ignore_ascii_case("text")))
        || suffixed
}

/// Whether `media` is in the range, such as `text/*`.
pub fn matches(range: &str, media: &str) -> bool {
    closeness(range, media).is_some()
}

/// How closely the range names the media type: the higher the closer. JSON under another name
/// than the one that the description lists is still JSON.
pub(super) fn closeness(range: &str, media: &str) -> Option<u8> {
    let (kind, subtype) = essence(range);
    let (found_kind, found_subtype) = essence(media);
    let same_kind = kind.eq_ignore_ascii_case(found_kind);
    if same_kind && subtype.eq_ignore_ascii_case(found_subtype) {
        Some(4)
    } else if is_json(range) && is_json(media) {
        Some(3)
    } else if same_kind && subtype == "*" {
        Some(2)
    } else if kind == "*" {
        Some(1)
    } else {
        None
    }
}

/// The parameter `charset`.
pub(super) fn charset(media: &str) -> Option<&str> {
    let parameters = media.split(';').skip(1);
    let mut pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"'))
}

/// Type and subtype.
fn essence(media: &str) -> (&str, &str) {
    let media = media.split(';').next().unwrap_or_default().trim();
    media.split_once('/').unwrap_or((media, ""))
}
