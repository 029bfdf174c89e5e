//! The client of an API and the setters of its builder.

use super::super::{Module, ty};
use super::{docs, ident, inner_docs};
use crate::rust::client::{Client, Example, KeyPlace, Scheme, SchemeKind, Server};
use crate::rust::{Position, RustModel};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The file `client.rs` of an API.
pub(super) fn emit_api(model: &RustModel) -> Module {
    let client = &model.client;
    let name = &client.name;
    let head = inner_docs(&["The client, and how it is let in.".to_owned()]);
    let client_docs = docs(&[
        "Sends requests. Cheap to clone: clones share connections and credentials.".to_owned(),
    ]);
    let servers = emit_servers(&client.servers);
    let schemes = client.schemes.iter().map(emit_scheme);
    let setters = client.schemes.iter().enumerate();
    let setters: Vec<_> = setters.filter_map(|(i, s)| emit_setter(i, s)).collect();
    let setters = (!setters.is_empty()).then(|| {
        quote! { impl ClientBuilder { #(#setters)* } }
    });
    let variables = emit_variables(client);
    let own_servers = client.operations_have_servers.then(|| {
        quote! { const OPERATIONS_HAVE_SERVERS: bool = true; }
    });
    vec![quote! {
        #head

        use crate::runtime as rt;

        #client_docs
        #[derive(Debug, Clone)]
        pub struct Client {
            core: rt::Core,
        }

        /// Sets what a [`Client`] needs.
        pub type ClientBuilder = rt::ClientBuilder<Client>;

        impl Client {
            /// A builder without credentials.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new()
            }
        }

        #setters

        impl rt::Api for Client {
            const NAME: &'static str = #name;
            const USER_AGENT: &'static str =
                concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
            const SERVERS: &'static [rt::Server] = #servers;
            #variables
            const SCHEMES: &'static [rt::Scheme] = &[#(#schemes),*];
            #own_servers

            fn from_core(core: rt::Core) -> Self {
                Self { core }
            }

            fn core(&self) -> &rt::Core {
                &self.core
            }
        }
    }]
}

/// The names of the variables of all servers, of the API and of operations.
fn emit_variables(client: &Client) -> Option<TokenStream> {
    let operations = client.groups.iter().flat_map(|group| &group.operations);
    let servers = client
        .servers
        .iter()
        .chain(operations.flat_map(|op| &op.servers));
    let variables = servers.flat_map(|server| &server.variables);
    let names: BTreeSet<&str> = variables.map(|variable| variable.name.as_str()).collect();
    let names = names.into_iter();
    (names.len() > 0).then(|| {
        quote! { const SERVER_VARIABLES: &'static [&'static str] = &[#(#names),*]; }
    })
}

/// A slice of servers.
pub(super) fn emit_servers(servers: &[Server]) -> TokenStream {
    let servers = servers.iter().map(|server| {
        let Server { url, variables } = server;
        let variables = variables.iter().map(|variable| {
            let (name, default, values) = (&variable.name, &variable.default, &variable.values);
            quote! {
                rt::ServerVariable { name: #name, default: #default, values: &[#(#values),*] }
            }
        });
        quote! { rt::Server { url: #url, variables: &[#(#variables),*] } }
    });
    quote! { &[#(#servers),*] }
}

/// The example of the module's documentation. What it needs stands in the arguments of a hidden
/// function, so that it would compile.
pub(super) fn example_lines(model: &RustModel, path: &str) -> Vec<String> {
    let Some(example) = &model.client.example else {
        return Vec::new();
    };
    let hidden: Vec<String> = example
        .arguments
        .iter()
        .map(|(name, rust)| format!("{name}: {}", compact(&ty(rust, Position::Outside))))
        .collect();
    let names: Vec<&str> = example
        .arguments
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let imports = if hidden.iter().any(|argument| argument.contains("types::")) {
        "::{Client, types}"
    } else {
        "::Client"
    };
    let Example { group, method, .. } = example;
    vec![
        String::new(),
        "# Example".to_owned(),
        String::new(),
        "```no_run".to_owned(),
        format!("use {path}{imports};"),
        String::new(),
        format!(
            "# async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{",
            hidden.join(", ")
        ),
        format!("let client = {};", builder_chain(example)),
        format!(
            "let answer = client.{group}().{method}({}).await?;",
            names.join(", ")
        ),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]
}

fn builder_chain(example: &Example) -> String {
    let mut chain = "Client::builder()".to_owned();
    if let Some(url) = &example.base_url {
        chain.push_str(&format!(".base_url({url:?})"));
    }
    match &example.credential {
        Some((setter, SchemeKind::Basic)) => {
            chain.push_str(&format!(
                ".{setter}(\"user\", std::env::var(\"PASSWORD\")?)"
            ));
        }
        Some((_, SchemeKind::MutualTls)) | None => {}
        Some((setter, _)) => {
            chain.push_str(&format!(".{setter}(std::env::var(\"TOKEN\")?)"));
        }
    }
    chain + ".build()?"
}

/// The text of a type, without the spaces that tokens are printed with.
fn compact(tokens: &TokenStream) -> String {
    tokens.to_string().replace(' ', "").replace(',', ", ")
}

fn emit_scheme(scheme: &Scheme) -> TokenStream {
    let name = &scheme.name;
    let kind = match &scheme.kind {
        SchemeKind::ApiKey { place, name } => {
            let place = match place {
                KeyPlace::Header => quote! { Header },
                KeyPlace::Query => quote! { Query },
                KeyPlace::Cookie => quote! { Cookie },
            };
            quote! { #place(#name) }
        }
        SchemeKind::Basic => quote! { Basic },
        SchemeKind::Bearer => quote! { Bearer },
        SchemeKind::Http(scheme) => quote! { Http(#scheme) },
        SchemeKind::MutualTls => quote! { MutualTls },
    };
    quote! { rt::Scheme { name: #name, kind: rt::SchemeKind::#kind } }
}

/// A certificate has no setter: it belongs to the HTTP client.
fn emit_setter(index: usize, scheme: &Scheme) -> Option<TokenStream> {
    let index = Literal::usize_unsuffixed(index);
    let docs = docs(&scheme.docs);
    let setter = ident(&scheme.setter);
    let (arguments, call) = match scheme.kind {
        SchemeKind::MutualTls => return None,
        SchemeKind::Basic => (
            quote! { user: &str, password: impl Into<rt::Secret> },
            quote! { basic_credential(#index, user, &password.into()) },
        ),
        _ => (
            quote! { credential: impl Into<rt::Secret> },
            quote! { credential(#index, credential) },
        ),
    };
    Some(quote! {
        #docs
        pub fn #setter(self, #arguments) -> Self {
            self.#call
        }
    })
}
