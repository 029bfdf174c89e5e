//! The HTTP client below, with TLS that works out of the box.

use super::BuildError;
use std::ops::Deref;

/// A builder of `reqwest` clients as this crate uses them: TLS by the features of this crate, and
/// no redirects, which this crate follows itself so that no credential goes to another origin.
/// For a proxy, a certificate or a resolver of one's own.
///
/// # Errors
///
/// Where the system's certificates cannot be had.
pub fn http_builder() -> Result<reqwest::ClientBuilder, BuildError> {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    with_tls(builder)
}

/// An HTTP client of which nobody sees more than that it may go to another thread. A compiler that sees
/// `reqwest::Client` goes through all that is in it to prove that, and does so again for each generic
/// future that holds it.
pub(super) struct HttpClient(Box<dyn Deref<Target = reqwest::Client> + Send + Sync>);

impl HttpClient {
    pub(super) fn new(client: reqwest::Client) -> Self {
        Self(Box::new(Box::new(client)))
    }

    pub(super) fn get(&self) -> &reqwest::Client {
        &self.0
    }
}

/// `native-tls` wins where both are switched on: somebody asked for it, rustls is the default.
#[cfg(feature = "native-tls")]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BuildError> {
    Ok(builder.tls_backend_native())
}

/// rustls with `ring`, which needs neither cmake nor an assembler to build, and the certificates
/// of the system. It is set for this client alone: a process-wide provider is the program's to
/// choose.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BuildError> {
    use rustls_platform_verifier::BuilderVerifierExt;
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| BuildError::Tls {
            reason: error.to_string(),
        })?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BuildError> {
    Ok(builder)
}
