//! What statuses are called.

use crate::document::Status;
use heck::ToUpperCamelCase;

/// The reason phrases of RFC 9110 and the registry of statuses, without apostrophes.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (208, "Already Reported"),
    (226, "IM Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Payload Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "Im a Teapot"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Entity"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (510, "Not Extended"),
    (511, "Network Authentication Required"),
];

/// The variant for a status: `NotFound`, `Status599`, `ClientError4xx`, `Default`.
pub(super) fn variant(status: Status) -> String {
    match status {
        Status::Code(code) => match reason(code) {
            Some(reason) => reason.to_upper_camel_case(),
            None => format!("Status{code}"),
        },
        Status::Range(1) => "Informational1xx".to_owned(),
        Status::Range(2) => "Success2xx".to_owned(),
        Status::Range(3) => "Redirection3xx".to_owned(),
        Status::Range(4) => "ClientError4xx".to_owned(),
        Status::Range(5) => "ServerError5xx".to_owned(),
        Status::Range(digit) => format!("Status{digit}xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The statuses for a reader: `404 Not Found`, `any other 4XX`.
pub(super) fn describe(status: Status) -> String {
    match status {
        Status::Code(code) => match reason(code) {
            Some(reason) => format!("`{code} {reason}`"),
            None => format!("`{code}`"),
        },
        Status::Range(digit) => format!("any other `{digit}XX`"),
        Status::Default => "any other status".to_owned(),
    }
}

/// Whether a client may follow the answer elsewhere.
pub(super) fn is_redirect(status: Status) -> bool {
    matches!(
        status,
        Status::Code(301 | 302 | 303 | 307 | 308) | Status::Range(3)
    )
}

/// Whether an answer of this status never has a body (RFC 9110, sections 6.4.1 and 15).
pub(super) fn is_bodiless(status: Status) -> bool {
    matches!(
        status,
        Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1)
    )
}

fn reason(code: u16) -> Option<&'static str> {
    let index = REASONS
        .binary_search_by_key(&code, |(code, _)| *code)
        .ok()?;
    REASONS.get(index).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_come_from_reason_phrases() {
        let check = |status, expected: &str| assert_eq!(variant(status), expected);
        check(Status::Code(200), "Ok");
        check(Status::Code(404), "NotFound");
        check(Status::Code(414), "UriTooLong");
        check(Status::Code(418), "ImATeapot");
        check(Status::Code(599), "Status599");
        check(Status::Range(4), "ClientError4xx");
        check(Status::Default, "Default");
    }

    #[test]
    fn reasons_are_sorted() {
        assert!(REASONS.is_sorted_by_key(|(code, _)| *code));
    }
}
