//! The items of a group's module: unique names, and equal items only once.

use crate::name;
use crate::rust::client::{ClientItem, MediaEnum, StatusEnum};
use std::collections::HashMap;

/// What stands in the module of a group so far.
pub(super) struct Scope {
    taken: name::Scope,
    /// By what an item is without its name and documentation: its operation and index there.
    known: HashMap<String, (usize, usize)>,
    /// The items of each operation.
    items: Vec<Vec<ClientItem>>,
}

impl Scope {
    /// A scope in which `taken` are the names of the group and its operations.
    pub(super) fn new(taken: &[&str]) -> Self {
        Self {
            taken: name::Scope::with(taken),
            known: HashMap::new(),
            items: Vec::new(),
        }
    }

    /// Begins the next operation.
    pub(super) fn next_operation(&mut self) {
        self.items.push(Vec::new());
    }

    /// Forgets the present operation, which is left out and has no items.
    pub(super) fn forget_operation(&mut self) {
        self.items.pop();
    }

    /// The items of each operation, in order.
    pub(super) fn into_items(self) -> Vec<Vec<ClientItem>> {
        self.items
    }

    /// Takes the name `preferred`, with a number where it is gone.
    pub(super) fn take(&mut self, preferred: &str) -> String {
        self.taken.numbered_after(preferred, "")
    }

    /// Adds an item for the present operation and gives the name to refer to it. An item that is
    /// there already under another name is only given an alias, so that code that uses one
    /// operation's names does not depend on what the others have.
    pub(super) fn add(&mut self, preferred: &str, mut item: ClientItem) -> String {
        let key = key(&item);
        let operation = self.items.len().saturating_sub(1);
        if let Some(&(owner, index)) = self.known.get(&key) {
            let known = self
                .items
                .get_mut(owner)
                .and_then(|items| items.get_mut(index));
            if let Some(known) = known {
                merge_docs(known, &item);
                let target = name_of(known).to_owned();
                if owner != operation && !self.has_alias(&target) {
                    let name = self.take(preferred);
                    let docs = vec![docs_of(&item).first().cloned().unwrap_or_default()];
                    self.push(ClientItem::Alias {
                        name,
                        target: target.clone(),
                        docs,
                    });
                }
                return target;
            }
        }
        let name = self.take(preferred);
        set_name(&mut item, &name);
        let index = self.items.last().map_or(0, Vec::len);
        self.known.insert(key, (operation, index));
        self.push(item);
        name
    }

    /// What the present operation calls the item `target`: its alias, where it has one.
    pub(super) fn own_name(&self, target: String) -> String {
        let mut items = self.items.last().into_iter().flatten();
        let own = items.find_map(|item| match item {
            ClientItem::Alias {
                name, target: of, ..
            } if *of == target => Some(name.clone()),
            _ => None,
        });
        own.unwrap_or(target)
    }

    /// Whether the present operation has an alias of `of`.
    fn has_alias(&self, of: &str) -> bool {
        let mut items = self.items.last().into_iter().flatten();
        items.any(|item| matches!(item, ClientItem::Alias { target, .. } if target == of))
    }

    fn push(&mut self, item: ClientItem) {
        match self.items.last_mut() {
            Some(items) => items.push(item),
            None => self.items.push(vec![item]),
        }
    }
}

/// What an item is, without its name and documentation.
fn key(item: &ClientItem) -> String {
    let mut bare = item.clone();
    set_name(&mut bare, "");
    match &mut bare {
        ClientItem::RequestBody(MediaEnum { docs, .. })
        | ClientItem::ReplyBody(MediaEnum { docs, .. })
        | ClientItem::Alias { docs, .. } => docs.clear(),
        ClientItem::Output(StatusEnum { docs, variants, .. })
        | ClientItem::Error(StatusEnum { docs, variants, .. }) => {
            docs.clear();
            variants.iter_mut().for_each(|variant| variant.docs.clear());
        }
        ClientItem::Form(form) => {
            form.docs.clear();
            form.fields.iter_mut().for_each(|field| field.docs.clear());
        }
        ClientItem::Headers(headers) => {
            headers.docs.clear();
            headers
                .fields
                .iter_mut()
                .for_each(|field| field.docs.clear());
        }
    }
    format!("{bare:?}")
}

/// Where two operations say different things of the same variant or field, neither is repeated:
/// the first line alone, which names it, remains.
fn merge_docs(known: &mut ClientItem, other: &ClientItem) {
    match (known, other) {
        (ClientItem::Output(known), ClientItem::Output(other))
        | (ClientItem::Error(known), ClientItem::Error(other)) => {
            for (known, other) in known.variants.iter_mut().zip(&other.variants) {
                if known.docs != other.docs {
                    known.docs.truncate(1);
                }
            }
        }
        (ClientItem::Headers(known), ClientItem::Headers(other)) => {
            for (known, other) in known.fields.iter_mut().zip(&other.fields) {
                if known.docs != other.docs {
                    known.docs.truncate(1);
                }
            }
        }
        (ClientItem::Form(known), ClientItem::Form(other)) => {
            for (known, other) in known.fields.iter_mut().zip(&other.fields) {
                if known.docs != other.docs {
                    known.docs.truncate(1);
                }
            }
        }
        _ => {}
    }
}

fn name_of(item: &ClientItem) -> &str {
    match item {
        ClientItem::RequestBody(item) | ClientItem::ReplyBody(item) => &item.name,
        ClientItem::Output(item) | ClientItem::Error(item) => &item.name,
        ClientItem::Headers(item) => &item.name,
        ClientItem::Form(item) => &item.name,
        ClientItem::Alias { name, .. } => name,
    }
}

fn docs_of(item: &ClientItem) -> &[String] {
    match item {
        ClientItem::RequestBody(item) | ClientItem::ReplyBody(item) => &item.docs,
        ClientItem::Output(item) | ClientItem::Error(item) => &item.docs,
        ClientItem::Headers(item) => &item.docs,
        ClientItem::Form(item) => &item.docs,
        ClientItem::Alias { docs, .. } => docs,
    }
}

fn set_name(item: &mut ClientItem, to: &str) {
    let name = match item {
        ClientItem::RequestBody(item) | ClientItem::ReplyBody(item) => &mut item.name,
        ClientItem::Output(item) | ClientItem::Error(item) => &mut item.name,
        ClientItem::Headers(item) => &mut item.name,
        ClientItem::Form(item) => &mut item.name,
        ClientItem::Alias { name, .. } => name,
    };
    to.clone_into(name);
}
