//! The curl command that a page shows: it tells method, URL, headers and an example of the body.

use serde_json::Value;

use super::facts::{Location, Scheme, SchemeKind};

/// A curl command, as far as it states facts.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Curl {
    /// As given by `-X`; else `POST` where there is data, and `GET` where there is none.
    pub method: String,
    pub url: Option<String>,
    /// Names and values as they stand.
    pub headers: Vec<(String, String)>,
    pub data: Option<String>,
}

impl Curl {
    /// The media type of the data, from the `Content-Type` header.
    pub fn media_type(&self) -> Option<&str> {
        let value = self.header("content-type")?;
        value.split(';').next().map(str::trim)
    }

    /// The data as JSON, where it is.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(self.data.as_deref()?).ok()
    }

    /// A scheme that the `Authorization` header shows.
    pub fn scheme(&self, line: usize) -> Option<Scheme> {
        let word = self.header("authorization")?.split_whitespace().next()?;
        let (name, kind) = if word.eq_ignore_ascii_case("bearer") {
            ("bearerAuth", SchemeKind::Http("bearer"))
        } else if word.eq_ignore_ascii_case("basic") {
            ("basicAuth", SchemeKind::Http("basic"))
        } else {
            let name = "Authorization".to_owned();
            let location = Location::Header;
            ("apiKeyAuth", SchemeKind::ApiKey { location, name })
        };
        Some(Scheme {
            name: name.to_owned(),
            line,
            kind,
            mined: true,
        })
    }

    /// What stands before `path` in the URL; a `{name}` of the path matches any segment.
    pub fn base(&self, path: &str) -> Option<String> {
        let url = self.url.as_deref()?;
        let url = url.split(['?', '#']).next()?.trim_end_matches('/');
        let wanted: Vec<&str> = path.trim_matches('/').split('/').collect();
        let found: Vec<&str> = url.split('/').collect();
        let (base, tail) = found.split_at_checked(found.len().checked_sub(wanted.len())?)?;
        let same = tail
            .iter()
            .zip(&wanted)
            .all(|(found, wanted)| wanted.contains('{') || found == wanted);
        (same && base.len() >= 3).then(|| base.join("/"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Reads the command at the start of `lines`, and says how many lines it has. Nothing where the
/// first line is no curl command.
pub(super) fn parse_curl<'a>(lines: impl Iterator<Item = &'a str>) -> Option<(Curl, usize)> {
    let mut words = Words::default();
    let mut count = 0;
    for line in lines {
        if count == 0 && !(line.trim() == "curl" || line.trim_start().starts_with("curl ")) {
            return None;
        }
        count += 1;
        if !words.push_line(line) {
            break;
        }
    }
    (count > 0).then(|| (command(words.finish()), count))
}

/// Options of curl that take a value and state nothing here.
const WITH_VALUE: &[&str] = &[
    "-o", "--output", "-u", "--user", "-F", "--form", "-A", "-m", "-b",
];

fn command(words: Vec<String>) -> Curl {
    let mut curl = Curl::default();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" | "--request" => curl.method = words.next().unwrap_or_default(),
            "-H" | "--header" => {
                let header = words.next().unwrap_or_default();
                if let Some((name, value)) = header.split_once(':') {
                    let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
                    curl.headers.push((name, value));
                }
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--json" => {
                curl.data = words.next();
            }
            "--url" => curl.url = words.next(),
            other if WITH_VALUE.contains(&other) => {
                words.next();
            }
            other if other.starts_with('-') => {}
            _ => curl.url = curl.url.or(Some(word)),
        }
    }
    if curl.method.is_empty() {
        let method = if curl.data.is_some() { "POST" } else { "GET" };
        curl.method = method.to_owned();
    }
    curl
}

/// The words of a shell command, as far as samples use the shell's syntax.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    word: Option<String>,
    quote: Option<char>,
}

impl Words {
    /// Whether the command goes on in the next line.
    fn push_line(&mut self, line: &str) -> bool {
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (self.quote, c) {
                (Some(quote), c) if c == quote => self.quote = None,
                (Some('\''), c) => self.add(c),
                (None, '\'' | '"') => {
                    self.quote = Some(c);
                    self.word.get_or_insert_default();
                }
                (_, '\\') => match chars.next() {
                    Some(c) if self.quote.is_none() || matches!(c, '"' | '\\' | '$' | '`') => {
                        self.add(c);
                    }
                    Some(c) => {
                        self.add('\\');
                        self.add(c);
                    }
                    None => return true,
                },
                (None, c) if c.is_whitespace() => self.end_word(),
                (_, c) => self.add(c),
            }
        }
        if self.quote.is_some() {
            self.add('\n');
            return true;
        }
        self.end_word();
        false
    }

    fn add(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    fn end_word(&mut self) {
        self.done.extend(self.word.take());
    }

    fn finish(mut self) -> Vec<String> {
        self.end_word();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_over_lines() {
        let text = "curl -X PUT \"https://api.acme.test/v2/things/7?x=1\" \\\n  -H 'Authorization: Bearer KEY' \\\n  -H \"Content-Type: application/json; charset=utf-8\" \\\n  -d '{\n  \"a\": \"it\\\"s\"\n}'\n{\"b\": 1}";
        let (curl, lines) = parse_curl(text.lines()).expect("it is a command");
        assert_eq!((curl.method.as_str(), lines), ("PUT", 6));
        assert_eq!(curl.media_type(), Some("application/json"));
        assert_eq!(curl.json(), Some(serde_json::json!({"a": "it\"s"})));
        assert_eq!(
            curl.base("/things/{id}").as_deref(),
            Some("https://api.acme.test/v2")
        );
        assert_eq!(curl.base("/others/{id}"), None);
        assert_eq!(
            curl.scheme(1).map(|scheme| scheme.kind),
            Some(SchemeKind::Http("bearer"))
        );
    }

    #[test]
    fn methods_without_the_option() {
        let method = |text: &str| parse_curl(text.lines()).map(|(curl, _)| curl.method);
        assert_eq!(method("curl https://a.test/b"), Some("GET".into()));
        assert_eq!(method("curl https://a.test -d x=1"), Some("POST".into()));
        assert_eq!(method("curly"), None);
        assert_eq!(method(""), None);
    }

    #[test]
    fn an_unclosed_quote_ends_with_the_text() {
        let (curl, lines) = parse_curl("curl -d '{\n\"a\": 1".lines()).expect("a command");
        assert_eq!((curl.json(), lines), (None, 2));
    }
}
