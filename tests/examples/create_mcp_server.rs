//! Registers an MCP server with a Braintrust project.
//!
//! `BRAINTRUST_API_KEY=… PROJECT_ID=… cargo run --package specloom-tests --example create_mcp_server`

use generated::braintrust::{Client, mcp_servers::CreateError, types::CreateMcpServer};
use generated::runtime::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .bearer_auth(std::env::var("BRAINTRUST_API_KEY")?)
        .build()?;
    let project = std::env::var("PROJECT_ID")?.parse()?;
    let server = CreateMcpServer::new(project, "docs", "https://mcp.example.com")
        .with_description("Searches our documentation");

    match client.mcp_servers().create(server).await {
        Ok(server) => println!("{} is {}", server.name, server.id),
        // Refused before a byte was sent: every broken rule, each with its place.
        Err(Error::Invalid(violations)) => eprintln!("{violations}"),
        // Documented failures are typed by status and bring their headers.
        Err(Error::Api(CreateError::TooManyRequests(reply))) => {
            eprintln!("wait: {:?}", reply.headers.get("retry-after"));
        }
        Err(Error::Api(error)) => eprintln!("refused: {error}"),
        // A status that the page does not name is kept whole.
        Err(Error::Unexpected(reply)) => eprintln!("{}: {}", reply.status, reply.text()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
