//! Descriptions are Markdown of unknown manners. They are read by a Markdown parser and written
//! anew in the few forms that neither rustdoc nor clippy has anything to say about: paragraphs,
//! lists, quotes, code marked as text, links, emphasis.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// How deeply lists and quotes may stand in each other; what is deeper stands here.
const DEEPEST: usize = 6;

/// The text as lines of tame Markdown.
pub(super) fn tame(text: &str) -> Vec<String> {
    if is_sentence(text) {
        return vec![text.trim_end().to_owned()];
    }
    read(text)
}

/// The same of any Markdown.
fn read(text: &str) -> Vec<String> {
    let text = clean(text);
    let mut writer = Writer::default();
    for event in Parser::new_ext(&text, Options::empty()) {
        writer.event(event);
    }
    writer.finish()
}

/// Inline code, whatever the text holds.
pub(super) fn code(text: &str) -> String {
    let text: String = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 {
        format!("{fence}{text}{fence}")
    } else {
        format!("{fence} {text} {fence}")
    }
}

/// Whether a text is a plain sentence, as most are, of which a parser of Markdown would make
/// nothing else: one line that begins with a letter, without any sign that means something.
fn is_sentence(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b" ,.;:?()'\"/%$@-".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(plain)
        && !text.contains("://")
}

/// Without carriage returns, control characters and marks that turn the direction of text, which
/// rustc refuses.
fn clean(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let kept = text.chars().filter_map(|c| match c {
        '\n' => Some(c),
        '\t' => Some(' '),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect()
}

/// A container that the current line stands in.
enum Level {
    Quote,
    /// Width of the marker, and the marker itself until it has been written.
    Item {
        marker: Option<String>,
        width: usize,
    },
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    levels: Vec<Level>,
    /// For each open list, the next number, if it has numbers.
    lists: Vec<Option<u64>>,
    /// Containers beyond [`DEEPEST`], which leave no trace.
    ignored: usize,
    /// The text of the code block that is open.
    code: Option<String>,
    links: Vec<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None if self.links.is_empty() => self.line.push_str(&with_urls(&text)),
                None => self.line.push_str(&escaped(&text)),
            },
            Event::Code(text) => self.line.push_str(&code(&text)),
            // Shown as the text that it is.
            Event::Html(text) | Event::InlineHtml(text) => {
                for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
                    if index > 0 {
                        self.flush();
                    }
                    self.line.push_str(&with_urls(line));
                }
            }
            Event::SoftBreak | Event::HardBreak => self.flush(),
            Event::Rule => self.blank(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.separate(),
            Tag::Heading { level, .. } => {
                self.separate();
                self.line
                    .push_str(if level == HeadingLevel::H1 { "**" } else { "*" });
            }
            Tag::BlockQuote(_) => {
                self.separate();
                self.open(Level::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.separate();
                // Whatever its language, it is nothing for rustdoc to run.
                let _: CodeBlockKind<'_> = kind;
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.separate();
                } else {
                    self.flush();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Emphasis => self.line.push('*'),
            Tag::Strong => self.line.push_str("**"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let url = link_target(&dest_url);
                if url.is_some() {
                    self.line.push('[');
                }
                self.links.push(url.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(level) => {
                self.line
                    .push_str(if level == HeadingLevel::H1 { "**" } else { "*" });
                self.flush();
            }
            TagEnd::CodeBlock => self.write_code(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.flush();
                if self.ignored > 0 {
                    self.ignored -= 1;
                } else {
                    self.levels.pop();
                }
            }
            TagEnd::Emphasis => self.line.push('*'),
            TagEnd::Strong => self.line.push_str("**"),
            TagEnd::Link | TagEnd::Image => match self.links.pop() {
                Some(url) if !url.is_empty() => self.line.push_str(&format!("]({url})")),
                _ => {}
            },
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        };
        let width = marker.len();
        self.open(Level::Item {
            marker: Some(marker),
            width,
        });
    }

    fn open(&mut self, level: Level) {
        if self.levels.len() < DEEPEST {
            self.levels.push(level);
        } else {
            self.ignored += 1;
        }
    }

    fn write_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.raw(format!("{fence}text"));
        for line in code.trim_end_matches('\n').split('\n') {
            self.raw(line.to_owned());
        }
        self.raw(fence);
    }

    fn raw(&mut self, line: String) {
        let prefix = self.prefix();
        self.lines
            .push(format!("{prefix}{line}").trim_end().to_owned());
    }

    /// A blank line, unless nothing stands before or a list item has just begun.
    fn separate(&mut self) {
        self.flush();
        let begins = self.levels.iter().any(|level| {
            matches!(
                level,
                Level::Item {
                    marker: Some(_),
                    ..
                }
            )
        });
        if !begins {
            self.blank();
        }
    }

    fn blank(&mut self) {
        self.flush();
        let quotes = self
            .levels
            .iter()
            .take_while(|level| matches!(level, Level::Quote))
            .count();
        let blank = "> ".repeat(quotes).trim_end().to_owned();
        if self
            .lines
            .last()
            .is_some_and(|last| *last != blank && !last.is_empty())
        {
            self.lines.push(blank);
        }
    }

    /// Ends the line.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            let prefix = self.prefix();
            self.lines.push(format!("{prefix}{}", guarded(line)));
        }
    }

    fn prefix(&mut self) -> String {
        let levels = self.levels.iter_mut().map(|level| match level {
            Level::Quote => "> ".to_owned(),
            Level::Item { marker, width } => marker.take().unwrap_or_else(|| " ".repeat(*width)),
        });
        levels.collect()
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

/// What a link may lead to: only whole addresses, for a relative one leads nowhere from here.
fn link_target(url: &str) -> Option<String> {
    let whole = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    let plain = url.chars().all(|c| !c.is_whitespace() && !c.is_control());
    let escaped = url
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E");
    (whole && plain).then(|| escaped.replace('\\', "%5C"))
}

/// Escaped text in which bare addresses are links.
fn with_urls(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = url_start(rest) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"'`|\\^{}".contains(c));
        let url = from.get(..end.unwrap_or(from.len())).unwrap_or(from);
        let url = url.trim_end_matches(|c: char| ".,;:!?)]*_".contains(c));
        out.push_str(&escaped(before));
        if url.len() > "https://".len() {
            out.push_str(&format!("<{url}>"));
        } else {
            out.push_str(&escaped(url));
        }
        rest = from.get(url.len()..).unwrap_or_default();
    }
    out.push_str(&escaped(rest));
    out
}

fn url_start(text: &str) -> Option<usize> {
    let mut starts = text.match_indices("http").map(|(start, _)| start);
    starts.find(|start| {
        let from = text.get(*start..).unwrap_or_default();
        from.starts_with("https://") || from.starts_with("http://")
    })
}

/// Text that means nothing but itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        // Between letters it is no emphasis.
        let inside = c == '_' && before.is_alphanumeric() && after.is_alphanumeric();
        let entity = c == '&' && (after == '#' || after.is_ascii_alphabetic());
        if ("\\`*_[]<>|~".contains(c) && !inside) || entity {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// A line that does not begin a list, heading or quote by chance.
fn guarded(line: &str) -> String {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = digits.len() < line.len() && digits.starts_with(['.', ')']);
    if number {
        let (number, rest) = line.split_at(line.len() - digits.len());
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['#', '+', '-', '=', ':']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests;
