//! Values that arrive one after the other, as the `Stream` that adapters take.

use super::super::{Validate, Wire};
use super::{Items, StreamError};
use futures_core::Stream;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// [`Items`] as a `Stream`.
pub struct ItemStream<T>(State<T>);

enum State<T> {
    Idle(Box<Items<T>>),
    Waiting(Next<T>),
    Ended,
}

/// The next value, and what gives the one after it.
type Next<T> =
    Pin<Box<dyn Future<Output = (Box<Items<T>>, Option<Result<T, StreamError>>)> + Send>>;

impl<T: Wire + Validate> Items<T> {
    /// The values as a `Stream` (feature `stream`), for the adapters of other crates.
    pub fn into_stream(self) -> ItemStream<T> {
        ItemStream(State::Idle(Box::new(self)))
    }
}

impl<T: Wire + Validate + 'static> Stream for ItemStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut waiting: Next<T> = match std::mem::replace(&mut self.0, State::Ended) {
            State::Idle(mut items) => Box::pin(async move {
                let next = items.next().await;
                (items, next)
            }),
            State::Waiting(waiting) => waiting,
            State::Ended => return Poll::Ready(None),
        };
        match waiting.as_mut().poll(cx) {
            Poll::Pending => {
                self.0 = State::Waiting(waiting);
                Poll::Pending
            }
            Poll::Ready((items, next)) => {
                if next.is_some() {
                    self.0 = State::Idle(items);
                }
                Poll::Ready(next)
            }
        }
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").finish_non_exhaustive()
    }
}
