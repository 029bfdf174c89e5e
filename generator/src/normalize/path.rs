//! Path templates.

use super::Normalizer;
use crate::api::{Direction, Docs, Kind, Origin, Parameter, ParameterForm, PathPart, StringKind};
use crate::diagnostic::{Code, Place};
use crate::document::{ParameterIn, Spelling, Style};

/// A path template, taken apart.
pub struct Path {
    /// Its pieces.
    pub parts: Vec<PathPart>,
    /// Pairs of a query that stands in the key.
    pub fixed_query: Vec<(String, String)>,
}

impl Normalizer<'_> {
    /// Takes the template apart. Parameters that it names and nobody declares are added; declared
    /// ones that it does not name are left out.
    pub fn path(
        &mut self,
        template: &str,
        parameters: &mut Vec<Parameter>,
        operation: usize,
        place: &Place,
    ) -> Path {
        let (template, fragment) = match template.split_once('#') {
            Some((template, fragment)) => (template, Some(fragment)),
            None => (template, None),
        };
        if let Some(fragment) = fragment {
            let message = format!("`#{fragment}` of the path is left out: no request has it");
            self.report(Code::NotUsed, place, message);
        }
        // `{?q,limit}` (RFC 6570) says where the query goes, which is known.
        let expanded = match template.find("{?") {
            Some(at) => template[..at].to_owned() + &form_expansion(&template[at..]),
            None => template.to_owned(),
        };
        let (path, query) = match expanded.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (expanded.as_str(), None),
        };
        let mut used = Vec::new();
        let mut parts = Vec::new();
        let mut rest = path;
        if !rest.starts_with('/') {
            parts.push(PathPart::Literal("/".to_owned()));
        }
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                let message = "a `{` of the path is not closed; it is sent as it stands";
                self.report(Code::PathParameter, place, message);
                break;
            };
            if !before.is_empty() {
                parts.push(PathPart::Literal(before.to_owned()));
            }
            let index = self.path_parameter(name, parameters, operation, place);
            used.push(index);
            parts.push(PathPart::Parameter(index));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(PathPart::Literal(rest.to_owned()));
        }
        let fixed_query = self.fixed_query(query, parameters, &used, place);
        self.drop_unused(&mut parts, parameters, &used);
        Path { parts, fixed_query }
    }

    fn path_parameter(
        &mut self,
        name: &str,
        parameters: &mut Vec<Parameter>,
        operation: usize,
        place: &Place,
    ) -> usize {
        // `{path+}`, `{+path}` and `{path*}`, `{*path}` say that the value may span segments.
        let short = name.trim_matches(['+', '*']);
        let found = parameters.iter().position(|parameter| {
            parameter.location == ParameterIn::Path
                && (parameter.name == name || parameter.name == short)
        });
        if let Some(index) = found {
            if short != name
                && let ParameterForm::Styled(spelling) = &mut parameters[index].form
            {
                spelling.allow_reserved = true;
            }
            return index;
        }
        self.report(
            Code::PathParameter,
            place,
            format!("the path names `{{{name}}}`, which is not declared; taken as a string"),
        );
        let origin = Origin::Parameter {
            operation,
            name: short.to_owned(),
        };
        let kind = Kind::String(StringKind::default());
        let ty = self.synthesize(kind, place, Direction::Both, origin);
        parameters.push(Parameter {
            place: place.clone(),
            name: short.to_owned(),
            location: ParameterIn::Path,
            required: true,
            ty,
            form: ParameterForm::Styled(Spelling {
                allow_reserved: short != name,
                ..Spelling::usual(Style::Simple)
            }),
            parts: Vec::new(),
            default: None,
            docs: Docs::default(),
            rename: None,
        });
        parameters.len() - 1
    }

    /// A query in the key itself: pairs with a fixed value are sent always. A pair whose value is
    /// a template is the query parameter of that name; one that is declared for the path, and not
    /// used there, becomes it.
    fn fixed_query(
        &mut self,
        query: Option<&str>,
        parameters: &mut [Parameter],
        used: &[usize],
        place: &Place,
    ) -> Vec<(String, String)> {
        let mut fixed = Vec::new();
        for pair in query
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
        {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !value.contains('{') && !name.contains('{') {
                fixed.push((name.to_owned(), value.to_owned()));
                continue;
            }
            let bare = |text: &'_ str| text.trim_matches(['{', '}', '?', '*']).to_owned();
            let (name, variable) = (bare(name), bare(value));
            let in_query = |parameter: &Parameter| parameter.location == ParameterIn::Query;
            let named = |parameter: &Parameter| [&name, &variable].contains(&&parameter.name);
            if parameters.iter().any(|one| in_query(one) && named(one)) {
                continue;
            }
            let misplaced = parameters
                .iter_mut()
                .enumerate()
                .find(|(index, parameter)| {
                    let spare = parameter.location == ParameterIn::Path && !used.contains(index);
                    spare && named(parameter)
                });
            let Some((_, parameter)) = misplaced else {
                let message = format!(
                    "the path's query names `{name}`, which is not declared; it is not sent"
                );
                self.report(Code::SkippedPart, place, message);
                continue;
            };
            let message = format!(
                "`{}` stands in the path's query; it is sent there",
                parameter.name
            );
            let place = parameter.place.clone();
            parameter.location = ParameterIn::Query;
            parameter.name = name;
            parameter.form = ParameterForm::Styled(Spelling::usual(Style::Form));
            self.report(Code::PathParameter, &place, message);
        }
        fixed
    }

    fn drop_unused(
        &mut self,
        parts: &mut [PathPart],
        parameters: &mut Vec<Parameter>,
        used: &[usize],
    ) {
        let mut index = 0;
        let mut moved = Vec::with_capacity(parameters.len());
        let mut next = 0;
        parameters.retain(|parameter| {
            let keep = parameter.location != ParameterIn::Path || used.contains(&index);
            moved.push(keep.then_some(next));
            next += usize::from(keep);
            index += 1;
            if !keep {
                self.diagnostics.report(
                    Code::PathParameter,
                    &parameter.place,
                    format!(
                        "the path does not name `{}`; it is not sent",
                        parameter.name
                    ),
                );
            }
            keep
        });
        for part in parts {
            if let PathPart::Parameter(old) = part
                && let Some(Some(new)) = moved.get(*old)
            {
                *part = PathPart::Parameter(*new);
            }
        }
    }
}

/// `{?a,b}` and `{&c}` as the pairs `?a={a}&b={b}&c={c}`; what else stands there is left as it is.
fn form_expansion(rest: &str) -> String {
    let names = rest
        .split(['{', '}', '?', '&', ','])
        .map(|name| name.trim_end_matches('*').trim())
        .filter(|name| !name.is_empty());
    let pairs: Vec<String> = names.map(|name| format!("{name}={{{name}}}")).collect();
    format!("?{}", pairs.join("&"))
}
