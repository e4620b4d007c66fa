//! Events as AWS sends them become deliveries. Their shapes are those of the documentation:
//!
//! - function URL, and API Gateway's HTTP API (2.0):
//!   <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads>,
//!   <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>
//! - API Gateway's REST API (1.0):
//!   <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>
//! - load balancer: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html>

use base64::{Engine, engine::general_purpose::STANDARD};
use lambda::respond;
use lambda_http::{Body, http::StatusCode, request};
use serde_json::{Value, json};
use webhook_receiver::{Receiver, Secret, events::github, testing::Signer};

/// The secret, the body and the signature of GitHub's documentation, "Validating webhook deliveries".
const SECRET: &str = "It's a Secret to Everybody";
const BODY: &str = "Hello, World!";
const SIGNATURE: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

fn receiver() -> Receiver<github::Event> {
    Receiver::new(github::PROVIDER, Secret::new(SECRET).unwrap()).unwrap()
}

fn headers(signature: &str) -> Value {
    json!({
        "content-type": "application/json",
        "host": "id.lambda-url.eu-west-2.on.aws",
        "user-agent": "GitHub-Hookshot/044aadd",
        "x-amzn-trace-id": "Root=1-5eb33c07-de25b420912dee103a5db434",
        "x-forwarded-for": "192.0.2.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "x-github-event": "ping",
        "x-hub-signature-256": signature,
    })
}

/// What a function URL sends, and an HTTP API with `routeKey` and `domainName` of its own.
fn version_2(signature: &str, body: &str, base64: bool) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/hooks/github",
        "rawQueryString": "",
        "headers": headers(signature),
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "id",
            "domainName": "id.lambda-url.eu-west-2.on.aws",
            "domainPrefix": "id",
            "http": {
                "method": "POST",
                "path": "/hooks/github",
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "GitHub-Hookshot/044aadd",
            },
            "requestId": "MIZRNhJtIAMEMDw=",
            "routeKey": "$default",
            "stage": "$default",
            "time": "11/Jan/2023:11:45:34 +0000",
            "timeEpoch": 1_673_437_534_837_u64,
        },
        "body": body,
        "isBase64Encoded": base64,
    })
}

fn rest(signature: &str, body: &str) -> Value {
    json!({
        "resource": "/{proxy+}",
        "path": "/hooks/github",
        "httpMethod": "POST",
        "headers": headers(signature),
        "multiValueHeaders": {},
        "queryStringParameters": null,
        "pathParameters": { "proxy": "hooks/github" },
        "stageVariables": null,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "id",
            "httpMethod": "POST",
            "identity": { "sourceIp": "192.0.2.1", "userAgent": "GitHub-Hookshot/044aadd" },
            "path": "/prod/hooks/github",
            "protocol": "HTTP/1.1",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "resourceId": "123456",
            "resourcePath": "/{proxy+}",
            "stage": "prod",
        },
        "body": body,
        "isBase64Encoded": true,
    })
}

fn load_balancer(signature: &str, body: &str) -> Value {
    json!({
        "requestContext": {
            "elb": {
                "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/lambda/49e9d65c45c6791a",
            },
        },
        "httpMethod": "POST",
        "path": "/hooks/github",
        "queryStringParameters": {},
        "headers": headers(signature),
        "body": body,
        "isBase64Encoded": true,
    })
}

fn status(event: &Value) -> StatusCode {
    let request = request::from_str(&event.to_string()).unwrap();
    respond(&receiver(), request).status()
}

#[test]
fn accepts_a_body_in_base64_from_every_trigger() {
    let encoded = STANDARD.encode(BODY);
    for event in [
        version_2(SIGNATURE, &encoded, true),
        rest(SIGNATURE, &encoded),
        load_balancer(SIGNATURE, &encoded),
    ] {
        assert_eq!(status(&event), StatusCode::NO_CONTENT, "{event}");
    }
}

#[test]
fn accepts_a_body_that_is_text() {
    assert_eq!(
        status(&version_2(SIGNATURE, BODY, false)),
        StatusCode::NO_CONTENT
    );
}

/// The bytes that GitHub signed are not UTF-8: only base64 keeps them.
#[test]
fn accepts_a_body_that_is_not_text() {
    let body: &[u8] = b"{\"name\":\"\xff\xfe\"}";
    let signer = Signer::new(github::PROVIDER, Secret::new(SECRET).unwrap());
    let signed = signer
        .sign("https://app.example/hooks/github", body)
        .unwrap();
    let signature = signed.headers()["x-hub-signature-256"].to_str().unwrap();
    let encoded = STANDARD.encode(body);
    assert_eq!(
        status(&version_2(signature, &encoded, true)),
        StatusCode::NO_CONTENT
    );
}

#[test]
fn rejects_the_base64_itself_as_the_body() {
    let encoded = STANDARD.encode(BODY);
    assert_eq!(
        status(&version_2(SIGNATURE, &encoded, false)),
        StatusCode::UNAUTHORIZED
    );
}

#[test]
fn rejects_another_body_and_another_method() {
    let encoded = STANDARD.encode("Hello, World?");
    assert_eq!(
        status(&version_2(SIGNATURE, &encoded, true)),
        StatusCode::UNAUTHORIZED
    );
    let mut event = version_2(SIGNATURE, BODY, false);
    event["requestContext"]["http"]["method"] = "GET".into();
    assert_eq!(status(&event), StatusCode::METHOD_NOT_ALLOWED);
}

/// HTTP APIs and function URLs join headers that were sent twice with commas. Two signatures are not one.
#[test]
fn rejects_two_signatures_that_were_joined() {
    let joined = format!("{SIGNATURE},{SIGNATURE}");
    let status = status(&version_2(&joined, BODY, false));
    assert!(status.is_client_error(), "{status}");
}

#[test]
fn responds_without_a_body_to_a_forgery() {
    let request = request::from_str(&version_2("sha256=00", BODY, false).to_string()).unwrap();
    let response = respond(&receiver(), request);
    assert!(response.status().is_client_error());
    assert!(matches!(response.body(), Body::Empty) || response.body().is_empty());
}
