//! The section of authorisation: one line, its alternatives between `OR`.

use super::super::cursor::Cursor;
use super::super::facts::{Location, Operation, Scheme, SchemeKind};

/// `**A** - API Key in `header` header `x-key` OR **B** - …`.
pub(super) fn apply(operation: &mut Operation, cursor: &mut Cursor<'_>, line: usize, text: &str) {
    let bare = text.trim_matches(['*', '_', '.', ' ']).to_ascii_lowercase();
    if matches!(
        bare.as_str(),
        "none" | "no authentication" | "no authentication required"
    ) {
        operation.security.get_or_insert_default();
        return;
    }
    let mut understood = Vec::new();
    for alternative in text.split(" OR ") {
        let schemes: Option<Vec<Scheme>> = alternative
            .split(" AND ")
            .map(|text| parse_scheme(text.trim(), line))
            .collect();
        match schemes {
            Some(schemes) => understood.push(schemes),
            None => {
                cursor.report(line, "a way to be authorised that is not understood");
                return;
            }
        }
    }
    operation
        .security
        .get_or_insert_default()
        .extend(understood);
}

fn parse_scheme(text: &str, line: usize) -> Option<Scheme> {
    let (name, kind) = text.strip_prefix("**")?.split_once("**")?;
    let kind_text = kind.trim_start_matches([' ', '-', '–', '—', ':']);
    let lower = kind_text.to_ascii_lowercase();
    let ticked: Vec<&str> = kind_text.split('`').skip(1).step_by(2).collect();
    let kind = match (ticked.as_slice(), lower.starts_with("api key")) {
        ([location, .., name], true) => SchemeKind::ApiKey {
            location: Location::from_word(location)?,
            name: (*name).to_owned(),
        },
        (_, true) => return None,
        _ if lower.contains("bearer") => SchemeKind::Http("bearer"),
        _ if lower.contains("basic") => SchemeKind::Http("basic"),
        _ => return None,
    };
    Some(Scheme {
        name: name.trim_end_matches(':').trim().to_owned(),
        line,
        kind,
        mined: false,
    })
}
