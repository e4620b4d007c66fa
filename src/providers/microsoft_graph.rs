use std::borrow::Cow;

use serde::Deserialize;
#[cfg(feature = "testing")]
use serde_json::{Value, json};

use crate::{
    Error, Provider,
    algorithm::{Algorithm, TOKEN},
    authenticate::{Authentic, Authenticate, Request},
    codec::json::Items,
    error::{Field, Location, Malformation},
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Microsoft Graph](https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks)
/// change notifications: Outlook, `OneDrive`, `SharePoint`, Teams.
///
/// # Signed content
/// Nothing: `clientState` of every notification in the body proves the sender only
///
/// # Example body
/// ```text
/// {"value":[{"subscriptionId":"7f105c7d","clientState":"...","changeType":"created"}]}
/// ```
///
/// # Quirks
/// - The secret is the subscription's `clientState`, which every notification of a batch must have;
///   of several subscriptions, give each one's.
/// - Subscribing sends a POST with `validationToken`, which is sent back as inert text.
/// - What rich notifications bring in `validationTokens` and `encryptedContent` is ignored.
pub const MICROSOFT_GRAPH: Provider = Provider::code(
    "microsoft-graph",
    "Microsoft Graph",
    "https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks",
    &Graph,
)
.handshakes(&[Handshake {
    name: "validationToken",
    method: "POST",
    when: &[
        Condition::Present(At::Query("validationToken")),
        Condition::EmptyBody,
    ],
    proof: Proof::Nothing,
    answer: Answer::Echo(At::Query("validationToken")),
}])
.kind(&[
    At::Json("/value/0/changeType"),
    At::Json("/value/0/lifecycleEvent"),
])
.delivery_id(&[At::Json("/value/0/id")])
.body_holds_secret()
.answer_within(3)
.retries_for(4 * 3600)
.id_of_batch_item("")
.source_read("2026-11");

#[derive(Debug)]
struct Graph;

const STATE: Location = Location::Json("/value/0/clientState");

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow)]
    value: Items<Notification<'a>>,
}

#[derive(Deserialize)]
struct Notification<'a> {
    #[serde(rename = "clientState", borrow)]
    client_state: Option<Cow<'a, str>>,
}

impl Authenticate for Graph {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        TOKEN
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::SENDER
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let missing = || Error::missing(Field::Signature, STATE);
        if request.body().is_empty() {
            return Err(missing());
        }
        let not_json = |_| Error::malformed(Field::Body, Location::Body, Malformation::NotJson);
        let batch: Batch<'_> = serde_json::from_slice(request.body()).map_err(not_json)?;
        let mut verdict = Err(missing());
        for notification in batch.value.all()? {
            let state = notification.client_state.ok_or_else(missing)?;
            verdict = Ok(request.check(&[], Encoding::Text, &[&state])?);
        }
        verdict
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let mut batch: Value = draft.json()?;
        if !batch.get("value").is_some_and(Value::is_array) {
            batch = json!({"value": [batch]});
        }
        for notification in batch
            .get_mut("value")
            .ok_or(SignError::Body)?
            .as_array_mut()
            .ok_or(SignError::Body)?
        {
            let notification = notification.as_object_mut().ok_or(SignError::Body)?;
            notification.insert("clientState".to_owned(), draft.token()?.into());
        }
        draft.body = batch.to_string().into();
        Ok(())
    }
}
