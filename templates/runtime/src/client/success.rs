//! How the success of an operation is read.

use super::super::{Validate, Wire};
use super::headers::{Headers, WithHeaders};
use super::{ApiError, Error, Reply};
use std::marker::PhantomData;

/// How an operation reads a reply as a `T`, where its status is a success.
pub trait Success<T> {
    /// Reads the reply.
    ///
    /// # Errors
    ///
    /// Where the status is none of a success, or the body is not what the description says.
    fn read<E: ApiError>(reply: Reply) -> Result<T, Error<E>>;
}

/// JSON, of a status from `FROM` to `TO`.
#[derive(Debug)]
pub struct Json<const FROM: u16, const TO: u16 = FROM>;

/// No body, of a status from `FROM` to `TO`.
#[derive(Debug)]
pub struct Empty<const FROM: u16, const TO: u16 = FROM>;

/// What `S` reads, and the documented headers.
#[derive(Debug)]
pub struct Headed<S>(PhantomData<S>);

impl<T: Wire + Validate, const FROM: u16, const TO: u16> Success<T> for Json<FROM, TO> {
    fn read<E: ApiError>(reply: Reply) -> Result<T, Error<E>> {
        match (FROM..=TO).contains(&reply.status()) {
            true => Ok(reply.json()?),
            false => Err(reply.failure()),
        }
    }
}

impl<const FROM: u16, const TO: u16> Success<()> for Empty<FROM, TO> {
    fn read<E: ApiError>(reply: Reply) -> Result<(), Error<E>> {
        match (FROM..=TO).contains(&reply.status()) {
            true => Ok(()),
            false => Err(reply.failure()),
        }
    }
}

impl<T, H: Headers, S: Success<T>> Success<WithHeaders<T, H>> for Headed<S> {
    fn read<E: ApiError>(reply: Reply) -> Result<WithHeaders<T, H>, Error<E>> {
        Ok(WithHeaders {
            headers: H::of(reply.headers()),
            body: S::read(reply)?,
        })
    }
}
