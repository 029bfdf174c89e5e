//! A page that stands alone: no script, nothing loaded.

use super::{one_line, summary};
use crate::diff::{Change, Level};

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;\
border-bottom:1px solid #ddd}code{font-size:.9em}.error{color:#a40000}.warning{color:#8a5a00}.info{color:#555}\
ul{margin:0;padding-left:1rem}";

/// The page.
pub(super) fn render(changes: &[Change]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>API drift</title>\n\
         <style>{STYLE}</style>\n<h1>API drift</h1>\n<p>{}</p>\n",
        escape(&summary(changes))
    );
    if !changes.is_empty() {
        page.push_str("<table>\n<tr><th>Level<th>Where<th>Change<th>Rule</tr>\n");
        for level in [Level::Err, Level::Warn, Level::Info] {
            for change in changes.iter().filter(|change| change.rule.level == level) {
                page.push_str(&row(change));
            }
        }
        page.push_str("</table>\n");
    }
    page.push_str("</html>\n");
    page
}

fn row(change: &Change) -> String {
    let word = change.rule.level.word();
    let spots: String = change
        .spots
        .iter()
        .map(|spot| format!("<li>{}", escape(&spot.to_string())))
        .collect();
    let (message, id) = (escape(&one_line(&change.message)), escape(change.rule.id));
    format!(
        "<tr class=\"{word}\"><td>{word}<td><ul>{spots}</ul><td>{message}<td><code>{id}</code></tr>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
