//! One GET request: redirects followed by hand, failures sorted into those worth a retry and those not.
//!
//! hf-hub's own downloader writes into its cache, cannot be cancelled and does not check hashes; its client also follows redirects
//! before the headers of the first answer can be seen, which carry size and hash. Requests therefore go through ureq directly.

use std::time::Duration;

use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Agent, Body};

use super::error::HubError;

/// Redirects followed before giving up.
const MOST_REDIRECTS: usize = 5;

/// A failed request.
#[derive(Debug)]
pub(super) enum Failure {
    /// Trying again may help, not before `after` if the server said so.
    Transient {
        reason: String,
        after: Option<Duration>,
    },
    /// Trying again is useless.
    Final(HubError),
}

/// A client for one hub.
pub(super) struct Client {
    agent: Agent,
    token: Option<String>,
    /// The variable that the token comes from, for messages.
    token_variable: &'static str,
}

/// An answer with a success status, and what the redirects on the way to it said.
pub(super) struct Answer {
    pub(super) response: Response<Body>,
    /// Size and SHA-256 that Hugging Face states in the answer that redirects to the storage of a large file.
    pub(super) linked: Linked,
}

/// See [`Answer::linked`].
#[derive(Default)]
pub(super) struct Linked {
    pub(super) size: Option<u64>,
    pub(super) etag: Option<String>,
}

impl Client {
    /// A client for the hub at `endpoint`.
    pub(super) fn new(token: Option<String>, token_variable: &'static str, endpoint: &str) -> Self {
        let mut config = Agent::config_builder();
        if is_loopback(endpoint) {
            // A mirror on this machine is out of a proxy's reach.
            config = config.proxy(None);
        }
        let agent = config
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("inkstone/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(30)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_per_read(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        Self {
            agent,
            token,
            token_variable,
        }
    }

    /// Gets `url`, from byte `from` on if that is not 0. The token goes to the first host alone, never where a redirect leads.
    pub(super) fn get(&self, url: &str, what: &str, from: u64) -> Result<Answer, Failure> {
        let mut linked = Linked::default();
        let mut target = url.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let mut request = self
                .agent
                .get(&target)
                // Compressed answers cannot be resumed by position.
                .header("accept-encoding", "identity");
            if let Some(token) = self
                .token
                .as_ref()
                .filter(|_| origin(&target) == origin(url))
            {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            if from > 0 {
                request = request.header("range", format!("bytes={from}-"));
            }
            let response = request.call().map_err(|error| sort(error, &target))?;
            linked.read(response.headers());
            let status = response.status();
            if !status.is_redirection() {
                return self.judge(response, what, &target, linked);
            }
            let Some(location) = header(response.headers(), "location") else {
                return Err(Failure::Final(HubError::Status {
                    url: plain(&target),
                    status: status.as_u16(),
                }));
            };
            target = resolve(&target, location);
        }
        Err(Failure::Final(HubError::Listing {
            url: plain(url),
            reason: "redirected too often".to_owned(),
        }))
    }

    fn judge(
        &self,
        response: Response<Body>,
        what: &str,
        url: &str,
        linked: Linked,
    ) -> Result<Answer, Failure> {
        let status = response.status();
        if status.is_success() || status == StatusCode::RANGE_NOT_SATISFIABLE {
            return Ok(Answer { response, linked });
        }
        let (url, code) = (plain(url), status.as_u16());
        let retry = matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
        );
        if retry || status.is_server_error() {
            let after = header(response.headers(), "retry-after")
                .and_then(|seconds| seconds.parse().ok())
                .map(Duration::from_secs);
            return Err(Failure::Transient {
                reason: format!("status {code}"),
                after,
            });
        }
        Err(Failure::Final(match status {
            StatusCode::NOT_FOUND | StatusCode::GONE => HubError::NotFound {
                what: what.to_owned(),
                url,
            },
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => HubError::Denied {
                url,
                status: code,
                variable: self.token_variable,
            },
            StatusCode::PROXY_AUTHENTICATION_REQUIRED => HubError::Proxy {
                reason: "it asks for a user name and password".to_owned(),
            },
            _ => HubError::Status { url, status: code },
        }))
    }
}

impl Linked {
    fn read(&mut self, headers: &HeaderMap) {
        if let Some(size) = header(headers, "x-linked-size").and_then(|size| size.parse().ok()) {
            self.size = Some(size);
        }
        if let Some(etag) = header(headers, "x-linked-etag") {
            self.etag = Some(etag.trim_matches('"').to_owned());
        }
    }
}

/// The value of a header, if it is text.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn sort(error: ureq::Error, url: &str) -> Failure {
    let url = plain(url);
    Failure::Final(match error {
        ureq::Error::HostNotFound => HubError::HostNotFound { url },
        ureq::Error::InvalidProxyUrl => HubError::Proxy {
            reason: "its address is not a URL".to_owned(),
        },
        ureq::Error::ConnectProxyFailed(reason) => HubError::Proxy { reason },
        ureq::Error::BadUri(reason) => HubError::Listing {
            url,
            reason: format!("not a URL: {reason}"),
        },
        ureq::Error::Rustls(error) => HubError::Tls {
            url,
            reason: error.to_string(),
        },
        ureq::Error::Tls(reason) => HubError::Tls {
            url,
            reason: reason.to_owned(),
        },
        // rustls reports a bad certificate through the input-output layer.
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            HubError::Tls {
                url,
                reason: error.to_string(),
            }
        }
        error => {
            return Failure::Transient {
                reason: error.to_string(),
                after: None,
            };
        }
    })
}

/// Scheme and authority of a URL.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| start + at);
    &url[..end]
}

fn is_loopback(url: &str) -> bool {
    let host = origin(url).split("://").last().unwrap_or("");
    ["127.", "localhost", "[::1]"]
        .iter()
        .any(|start| host.starts_with(start))
}

/// Where a `Location` header leads, seen from `base`.
fn resolve(base: &str, location: &str) -> String {
    if location.contains("://") {
        location.to_owned()
    } else if let Some(rest) = location.strip_prefix("//") {
        let scheme = base.split("://").next().unwrap_or("https");
        format!("{scheme}://{rest}")
    } else if location.starts_with('/') {
        format!("{}{location}", origin(base))
    } else {
        let path = base.split(['?', '#']).next().unwrap_or(base);
        let folder = path.rfind('/').filter(|&at| at >= origin(base).len());
        format!("{}/{location}", &path[..folder.unwrap_or(path.len())])
    }
}

/// A URL without its query: storage addresses carry signatures there, which belong in no message.
pub(super) fn plain(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or(url).to_owned()
}

/// Escapes everything that has a meaning in a query or path segment.
pub(super) fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_resolved() {
        let base = "https://a.example:8/x/y/z?q=1/2";
        for (location, expected) in [
            ("https://b.example/c", "https://b.example/c"),
            ("//b.example/c", "https://b.example/c"),
            ("/c/d?e", "https://a.example:8/c/d?e"),
            ("c", "https://a.example:8/x/y/c"),
        ] {
            assert_eq!(resolve(base, location), expected);
        }
        assert_eq!(resolve("https://a.example", "c"), "https://a.example/c");
        assert_eq!(origin("http://h?x"), "http://h");
    }

    #[test]
    fn escaped_text_keeps_to_one_segment() {
        assert_eq!(escape("refs/pr/1 &é"), "refs%2Fpr%2F1%20%26%C3%A9");
    }
}
