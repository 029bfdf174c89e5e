//! Which URLs of a page can be called.

/// Top-level names that never resolve (RFC 2606, RFC 6761).
const RESERVED_TOP: &[&str] = &["example", "test", "invalid", "localhost"];

/// Second-level names kept for documentation (RFC 2606).
const RESERVED: &[&str] = &["example.com", "example.net", "example.org"];

/// Whether `url` is a base URL that a client can call: absolute, http or https, with a host that
/// is neither reserved for documentation nor a placeholder nor this machine.
pub(super) fn is_callable(url: &str) -> bool {
    let Ok(url) = url::Url::parse(url) else {
        return false;
    };
    let host = match url.host() {
        Some(url::Host::Domain(host)) => host.trim_end_matches('.').to_ascii_lowercase(),
        Some(url::Host::Ipv4(ip)) => return !ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => return !ip.is_loopback(),
        None => return false,
    };
    let under =
        |name: &&str| host == **name || host.strip_suffix(*name).is_some_and(|h| h.ends_with('.'));
    let placeholder = host.contains(['{', '}', '<', '>', '$', '*', '_']) || host.contains("%");
    matches!(url.scheme(), "http" | "https")
        && !placeholder
        && host.contains('.')
        && !RESERVED.iter().any(&under)
        && !RESERVED_TOP.iter().any(&under)
}

#[cfg(test)]
mod tests {
    use super::is_callable;

    #[test]
    fn documentation_hosts_are_no_servers() {
        for url in [
            "https://api.acme.dev",
            "http://acme.io/v1",
            "https://10.0.0.1/x",
            "https://notexample.com",
        ] {
            assert!(is_callable(url), "{url}");
        }
        for url in [
            "https://api.example.com",
            "https://example.org/v1",
            "https://acme.test",
            "http://localhost:3000",
            "http://127.0.0.1",
            "https://YOUR_HOST/v1",
            "https://{host}/v1",
            "SELF_HOSTED_URL",
            "/v1",
            "ftp://acme.io",
            "",
        ] {
            assert!(!is_callable(url), "{url}");
        }
    }
}
