//! Events of the providers whose meaning is more than their JSON.

use serde_json::{Value, json};
use webhook_receiver::events::{Amount, Decoded, EventEnum, Expandable};
use webhook_receiver::events::{gitlab, meta, shopify, slack, stripe, twilio};

fn bytes(body: &Value) -> Vec<u8> {
    serde_json::to_vec(body).unwrap()
}

fn stripe_event(kind: &str, object: Value) -> stripe::Event {
    stripe::Event::from_body(&bytes(&json!({
        "id": "evt_1", "object": "event", "type": kind, "api_version": "2024-06-20",
        "created": 1_700_000_000, "livemode": true, "account": "acct_1",
        "data": {"object": object, "previous_attributes": {"status": "draft"}},
        "request": "req_1",
    })))
}

#[test]
fn reads_the_common_fields_of_events_of_stripe() {
    let event = stripe_event(
        "invoice.updated",
        json!({"id": "in_1", "object": "invoice"}),
    );
    assert_eq!(event.id(), Some("evt_1"));
    assert_eq!(
        event.event_type(),
        Some(&stripe::event_type::EventType::InvoiceUpdated)
    );
    assert_eq!(event.created().unwrap().unix_seconds(), Some(1_700_000_000));
    assert_eq!(event.livemode(), Some(true));
    assert_eq!(event.account(), Some("acct_1"));
    assert_eq!(event.api_version(), Some("2024-06-20"));
    let stripe::Event::Invoice(event) = event else {
        panic!("{event:?}")
    };
    assert_eq!(event.request.unwrap().id.as_deref(), Some("req_1"));
    assert_eq!(
        event.data.previous_attributes.value(),
        json!({"status": "draft"})
    );

    let thin = stripe::Event::from_body(&bytes(&json!({
        "id": "evt_2", "object": "v2.core.event", "type": "v2.core.account.updated",
        "created": "2024-05-06T07:08:09.123Z", "livemode": false, "context": "acct_2",
        "related_object": {"id": "acct_3", "type": "v2.core.account", "url": "/v2/core/accounts/acct_3"},
    })));
    assert_eq!(thin.account(), Some("acct_2"));
    assert_eq!(thin.api_version(), None);
    assert_eq!(thin.created().unwrap().unix_seconds(), Some(1_714_979_289));
    let stripe::Event::Thin(thin) = thin else {
        panic!("{thin:?}")
    };
    assert_eq!(&*thin.related_object.unwrap().id, "acct_3");

    let unknown = stripe_event("moon.landed", json!({"object": "moon"}));
    assert_eq!((unknown.id(), unknown.kind()), (None, "moon.landed"));
}

#[test]
fn reads_fields_that_moved_between_versions_of_stripe() {
    let subscription = |object| {
        let stripe::Event::Invoice(event) = stripe_event("invoice.paid", object) else {
            panic!("that is an invoice")
        };
        let subscription = event.data.object.subscription();
        subscription.map(|subscription| subscription.id().to_owned())
    };
    for object in [
        json!({"subscription": "sub_1"}),
        json!({"subscription": {"id": "sub_1", "object": "subscription"}}),
        json!({"parent": {"type": "subscription_details",
            "subscription_details": {"subscription": "sub_1"}}}),
    ] {
        assert_eq!(subscription(object).as_deref(), Some("sub_1"));
    }
    assert_eq!(
        subscription(json!({"parent": {"type": "quote_details"}})),
        None
    );

    let period = |object| {
        let kind = "customer.subscription.updated";
        let stripe::Event::Subscription(event) = stripe_event(kind, object) else {
            panic!("that is a subscription")
        };
        let subscription = event.data.object;
        let start = subscription.current_period_start();
        let end = subscription.current_period_end();
        (
            start.and_then(|at| at.unix_seconds()),
            end.and_then(|at| at.unix_seconds()),
        )
    };
    let old = json!({"id": "sub_1", "current_period_start": 5, "current_period_end": 9});
    assert_eq!(period(old), (Some(5), Some(9)));
    let new = json!({"id": "sub_1", "items": {"data": [
        {"id": "si_1", "current_period_start": 6, "current_period_end": 8},
        {"id": "si_2", "current_period_start": 5, "current_period_end": 9},
    ]}});
    assert_eq!(period(new), (Some(5), Some(9)));
    assert_eq!(period(json!({"id": "sub_1"})), (None, None));
}

#[test]
fn reads_references_and_metadata_of_stripe() {
    let event = stripe_event(
        "charge.succeeded",
        json!({
            "id": "ch_1", "customer": {"id": "cus_1", "object": "customer", "deleted": true},
            "invoice": "in_1", "metadata": {"order": "7", "odd": 7, "gone": null, "cut": "\u{1F980}"},
        }),
    );
    let stripe::Event::Charge(event) = event else {
        panic!("{event:?}")
    };
    let charge = event.data.object;
    let customer = charge.customer.unwrap();
    assert_eq!(customer.id(), "cus_1");
    assert!(customer.object().unwrap().deleted);
    assert_eq!(charge.invoice, Some(Expandable::Id("in_1".into())));
    assert_eq!(
        charge.metadata.get("order").map(|order| &**order),
        Some("7")
    );
    assert_eq!(charge.metadata.others()["odd"].get(), "7");
    assert_eq!(charge.metadata.len(), 2);

    // Half of an emoji: JavaScript can cut a string there.
    let body = br#"{"id": "evt_1", "type": "charge.failed", "data": {"object": {"id": "ch_1", "metadata": {"note": "\ud83e"}}}}"#;
    let stripe::Event::Charge(event) = stripe::Event::from_body(body) else {
        panic!("that is a charge")
    };
    let note = event.data.object.metadata.get("note").map(|note| &**note);
    assert_eq!(note, Some("\u{fffd}"));
}

#[test]
fn reads_exact_quantities_of_stripe() {
    for (quantity, exact) in [("2", "2"), ("-1", "-1"), ("0.5", "0.5"), ("1.25", "1.25")] {
        let number: Value = serde_json::from_str(quantity).unwrap();
        let exact = Some(Amount::from(exact));
        let item = json!({"id": "ii_1", "object": "invoiceitem", "quantity": number});
        let stripe::Event::InvoiceItem(event) = stripe_event("invoiceitem.created", item) else {
            panic!("{quantity}")
        };
        assert_eq!(event.data.object.quantity, exact);
        let subscription = json!({
            "id": "sub_1", "object": "subscription",
            "items": {"data": [{"id": "si_1", "quantity": number}]},
        });
        let event = stripe_event("customer.subscription.updated", subscription);
        let stripe::Event::Subscription(event) = event else {
            panic!("{quantity}: {event:?}")
        };
        assert_eq!(event.data.object.items.unwrap().data[0].quantity, exact);
    }
}

#[test]
fn prints_no_credential_of_slack() {
    let body = "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%2C%22team%22%3A%7B%22id%22%3A%22T1%22%2C%22enterprise_id%22%3A%22E1%22%7D%2C%22actions%22%3A%5B%7B%22type%22%3A%22button%22%2C%22action_id%22%3A%22go%22%7D%5D%2C%22response_url%22%3A%22https%3A%2F%2Fslack.example%2Fwhisper%22%7D";
    let event = slack::Event::from_body(body.as_bytes());
    assert_eq!(
        (event.team_id(), event.enterprise_id()),
        (Some("T1"), Some("E1"))
    );
    assert!(!format!("{event:?}").contains("whisper"));
    let slack::Event::BlockActions(actions) = event else {
        panic!("{event:?}")
    };
    let url = actions.response_url.unwrap();
    assert_eq!(url.expose(), "https://slack.example/whisper");
    assert_eq!(actions.actions[0].action_id.as_deref(), Some("go"));

    let body = b"command=%2Flaunch&text=now+or+never&user_id=U1&is_enterprise_install=true&response_url=whisper";
    let event = slack::Event::from_body(body);
    assert!(!format!("{event:?}").contains("whisper"));
    let slack::Event::SlashCommand(command) = event else {
        panic!("{event:?}")
    };
    assert_eq!(
        (&*command.command, &*command.text),
        ("/launch", "now or never")
    );
    assert!(command.is_enterprise_install.is_true());
}

#[test]
fn reads_the_inputs_of_a_view_of_slack() {
    let body = bytes(&json!({
        "type": "view_submission", "user": {"id": "U1"},
        "view": {"id": "V1", "state": {"values": {"pad": {"go": {"type": "plain_text_input", "value": "39"}}}}},
    }));
    let slack::Event::ViewSubmission(submission) = slack::Event::from_body(&body) else {
        panic!("that is a view")
    };
    let state = submission.view.state.unwrap();
    let value = |block, action| {
        state
            .value(block, action)
            .and_then(|input| input.value.as_deref())
    };
    assert_eq!(value("pad", "go"), Some("39"));
    assert_eq!(value("pad", "stop"), None);
    assert_eq!(value("crew", "go"), None);
}

/// PHP and old Slack write an object without fields as an empty list.
#[test]
fn accepts_empty_lists_in_place_of_objects() {
    for state in [
        json!([]),
        json!({"values": []}),
        json!({"values": {"pad": []}}),
    ] {
        let body = bytes(&json!({
            "type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "state": state},
        }));
        let slack::Event::ViewSubmission(submission) = slack::Event::from_body(&body) else {
            panic!("that is a view: {state}")
        };
        let state = submission.view.state;
        assert_eq!(
            state.and_then(|state| state.value("pad", "go").cloned()),
            None
        );
    }
    let body = bytes(&json!({
        "type": "dialog_submission", "callback_id": "c", "user": {"id": "U1"}, "submission": [],
    }));
    let event = slack::Event::from_body(&body);
    assert!(
        matches!(event, slack::Event::DialogSubmission(dialog) if dialog.submission.is_empty())
    );
    let body = bytes(&json!({
        "type": "event_callback",
        "event": {"type": "assistant_thread_started", "assistant_thread": {"user_id": "U1", "context": []}},
    }));
    let slack::Event::AssistantThreadStarted(event) = slack::Event::from_body(&body) else {
        panic!("that is a thread")
    };
    assert_eq!(event.event.assistant_thread.context, None);

    let body = br#"{"id": 1, "shipping_address": [], "billing_address": [], "customer": []}"#;
    let event = shopify::Event::from_parts("orders/create", body);
    assert!(
        matches!(event, shopify::Event::OrdersCreate(order) if order.shipping_address.is_none())
    );

    let body = bytes(&json!({
        "object_kind": "merge_request", "changes": [], "object_attributes": {"id": 1, "iid": 1},
    }));
    let event = gitlab::Event::from_parts("merge_request", &body);
    assert!(matches!(event, gitlab::Event::MergeRequest(event) if event.changes.is_empty()));

    let customer = json!({"id": "cus_1", "object": "customer", "metadata": [], "address": []});
    let stripe::Event::Customer(event) = stripe_event("customer.created", customer) else {
        panic!("that is a customer")
    };
    assert!(event.data.object.metadata.is_empty());
}

#[test]
fn reads_a_changed_message_of_slack() {
    let body = bytes(&json!({
        "type": "event_callback", "event_id": "Ev1", "team_id": "T1",
        "event": {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "1.000002",
            "message": {"text": "now", "ts": "1.000001"}, "previous_message": {"text": "later"}},
    }));
    let event = slack::Event::from_body(&body);
    assert_eq!(
        (event.event_id(), event.team_id()),
        (Some("Ev1"), Some("T1"))
    );
    let slack::Event::Message(event) = event else {
        panic!("{event:?}")
    };
    let message = event.event;
    assert!(message.subtype.unwrap().is_message_changed());
    assert_eq!(message.message.unwrap().text.as_deref(), Some("now"));
    assert_eq!(
        message.previous_message.unwrap().text.as_deref(),
        Some("later")
    );
}

#[test]
fn reads_a_request_for_options_of_slack() {
    let body = b"payload=%7B%22type%22%3A%22interactive_message%22%2C%22callback_id%22%3A%22c%22%2C\
        %22name%22%3A%22crew%22%2C%22value%22%3A%22ad%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%7D";
    let slack::Event::InteractiveMessage(menu) = slack::Event::from_body(body) else {
        panic!("that is a menu")
    };
    assert!(menu.actions.is_empty());
    assert_eq!(
        (menu.name.as_deref(), menu.value.as_deref()),
        (Some("crew"), Some("ad"))
    );
}

#[test]
fn routes_callbacks_of_twilio_by_their_fields() {
    for (body, kind) in [
        (
            "MessageSid=MM1&SmsStatus=received&NumMedia=2&MediaUrl0=u",
            "message.received",
        ),
        ("MessageSid=MM1&SmsStatus=received", "message.received"),
        ("MessageSid=SM1&Body=", "message.received"),
        (
            "MessageSid=SM1&SmsStatus=sent&MessageStatus=sent",
            "message.status",
        ),
        ("AccountSid=AC1&MessageSid=SM1", "other"),
        (r#"{"AccountSid": "AC1"}"#, "other"),
    ] {
        let event = twilio::Event::from_body(body.as_bytes());
        assert_eq!(event.kind(), kind, "{body}");
        assert!(
            !matches!(event, twilio::Event::Undecodable(_)),
            "{body}: {event:?}"
        );
    }
    assert!(matches!(
        twilio::Event::from_body(b"{"),
        twilio::Event::Undecodable(_)
    ));
}

/// Each item of a batch of Meta is decoded by itself, whatever the other items are.
#[test]
fn keeps_the_items_beside_an_undecodable_one_of_meta() {
    let feed = json!({"field": "feed", "value": {"item": "post", "verb": "add", "post_id": "1_2"}});
    for beside in [
        json!({"field": "parking"}),
        json!({"field": "feed"}),
        json!({"field": 5, "value": {}}),
        json!({"value": {"item": "post"}}),
        json!([]),
        json!("feed"),
        json!(null),
    ] {
        let body = bytes(&json!({"object": "page", "entry": [
            {"id": 1, "time": "1449589360", "changes": [beside]},
            {"time": 1_449_589_369, "changes": [&beside, &feed]},
        ]}));
        let meta::Event::Page(batch) = meta::Event::from_parts("page", &body) else {
            panic!("{beside}")
        };
        assert_eq!(batch.entry.len(), 2);
        let feeds = batch.changes().map(meta::batch::PageChange::event);
        let feeds = feeds.filter(|event| matches!(event, meta::FieldEvent::Feed(_)));
        assert_eq!(feeds.count(), 1, "{beside}");

        let body = bytes(&json!({"object": "whatsapp_business_account", "entry": [{
            "id": 1,
            "changes": [&beside, {"field": "account_review_update", "value": {"decision": "APPROVED"}}],
        }]}));
        let event = meta::Event::from_parts("whatsapp_business_account", &body);
        let meta::Event::WhatsApp(batch) = event else {
            panic!("{beside}: {event:?}")
        };
        let reviewed = batch.changes().map(meta::batch::WhatsAppChange::event);
        let reviewed =
            reviewed.filter(|event| matches!(event, meta::WhatsAppEvent::AccountReviewUpdate(_)));
        assert_eq!(reviewed.count(), 1, "{beside}");
    }
}

/// The object in Meta's documentation of the component `messages`.
#[test]
fn reads_whether_an_identity_was_acknowledged_in_whatsapp() {
    let body = bytes(
        &json!({"metadata": {"phone_number_id": "123456123"}, "messages": [{
            "from": "16315551234", "id": "wamid.A1", "timestamp": "1603059201", "type": "text",
            "identity": {"acknowledged": true, "created_timestamp": 1_602_532_300_000_u64, "hash": "Sjvjlx8G6Z0="},
        }]}),
    );
    let event = meta::WhatsAppEvent::from_parts("messages", &body);
    let meta::WhatsAppEvent::Messages(value) = event else {
        panic!("{event:?}")
    };
    let identity = value.messages[0].identity.as_ref().unwrap();
    assert!(identity.acknowledged);
}

#[test]
fn reads_ids_of_meta_from_numbers_and_texts() {
    for id in [json!(81), json!("81")] {
        let body = bytes(
            &json!({"object": "page", "entry": [{"id": id, "time": 1, "messaging": [
                {"sender": {"id": id}, "timestamp": 1_458_696_618_268_u64, "message": {"mid": "m"}},
            ]}]}),
        );
        let meta::Event::Page(batch) = meta::Event::from_parts("page", &body) else {
            panic!("{id}")
        };
        assert_eq!(batch.entry[0].id.as_ref().unwrap(), &81);
        let meta::MessagingEvent::Message(item) = batch.messaging().next().unwrap().event() else {
            panic!("{id}")
        };
        assert_eq!(item.sender.unwrap().id.unwrap(), 81);
        assert_eq!(item.timestamp.unwrap().unix_seconds(), Some(1_458_696_618));
    }
}

/// Some messages of Instagram arrive as changes, and some changes as entries.
#[test]
fn reads_messages_of_instagram_in_changes() {
    let message = json!({"sender": {"id": "1"}, "timestamp": "1527459824", "message": {"mid": "m", "text": "t"}});
    let body = bytes(&json!({"object": "instagram", "entry": [
        {"id": "0", "time": 1_527_459_824, "changes": [{"field": "messages", "value": message}]},
        {"id": "0", "time": 1_527_459_824, "field": "comments", "value": {"id": "17"}},
    ]}));
    let meta::Event::Instagram(batch) = meta::Event::from_parts("instagram", &body) else {
        panic!("that is a batch")
    };
    let meta::MessagingEvent::Message(item) = batch.messaging().next().unwrap().event() else {
        panic!("that is a message")
    };
    assert_eq!(item.timestamp.unwrap().unix_seconds(), Some(1_527_459_824));
    let mut changes = batch.changes().map(meta::batch::PageChange::event);
    assert!(matches!(
        changes.next(),
        Some(meta::FieldEvent::Comments(_))
    ));
    assert!(changes.next().is_none());
}

#[test]
fn reads_profiles_and_permissions_of_meta() {
    let body = bytes(
        &json!({"object": "permissions", "entry": [{"uid": "7", "changes": [
            {"field": "connected", "verb": "granted"},
            {"field": "email", "value": {"verb": "revoked"}},
        ]}]}),
    );
    let meta::Event::Permissions(batch) = meta::Event::from_parts("permissions", &body) else {
        panic!("those are permissions")
    };
    let verbs = batch.entry[0]
        .changes
        .iter()
        .map(|change| change.verb.as_deref());
    assert_eq!(
        verbs.collect::<Vec<_>>(),
        [Some("granted"), Some("revoked")]
    );

    let body =
        bytes(&json!({"object": "user", "entry": [{"id": "7", "changed_fields": ["email"]}]}));
    let meta::Event::User(batch) = meta::Event::from_parts("user", &body) else {
        panic!("that is a user")
    };
    assert_eq!(&*batch.entry[0].changed_fields[0], "email");
}

#[test]
fn returns_undecodable_for_a_topic_of_shopify_that_the_body_contradicts() {
    let product =
        bytes(&json!({"id": 5, "title": "Boots", "vendor": "Example", "product_type": "Shoes"}));
    let request = bytes(
        &json!({"shop_id": 5, "shop_domain": "x", "customer": {"id": 1}, "orders_requested": []}),
    );
    for (topic, body) in [
        ("orders/create", &product),
        ("customers/create", &product),
        ("products/delete", &product),
        ("orders/delete", &product),
        ("metaobjects/delete", &product),
        ("fulfillment_events/delete", &product),
        ("metafield_definitions/delete", &product),
        ("customers/redact", &request),
        ("shop/redact", &request),
        ("shop/update", &request),
    ] {
        let event = shopify::Event::from_parts(topic, body);
        assert!(
            matches!(event.decoded(), Decoded::Undecodable(error) if error.event_type() == topic),
            "{topic}: {event:?}"
        );
    }
    let event = shopify::Event::from_parts("products/update", &product);
    assert!(matches!(event, shopify::Event::ProductsUpdate(product) if product.id == 5));
    let event = shopify::Event::from_parts("customers/data_request", &request);
    assert!(matches!(event, shopify::Event::CustomersDataRequest(_)));
}

#[test]
fn reads_exact_money_of_shopify() {
    let body = br#"{"id": 1, "total_price": "0.30", "line_items": [{"price": 0.10}]}"#;
    let shopify::Event::OrdersPaid(order) = shopify::Event::from_parts("orders/paid", body) else {
        panic!("that is an order")
    };
    assert_eq!(order.total_price, Some(Amount::from("0.30")));
    assert_eq!(order.line_items[0].price, Some(Amount::from("0.10")));
}

#[test]
fn reads_the_user_of_an_event_of_gitlab() {
    let body = bytes(&json!({
        "object_kind": "merge_request", "user": {"id": 1, "username": "ada"}, "project": {"id": 7},
        "object_attributes": {"id": 2, "action": "approval"},
        "changes": {"title": {"previous": null, "current": "x"}},
    }));
    let event = gitlab::Event::from_body(&body);
    assert_eq!(event.action(), Some("approval"));
    assert_eq!(event.project_id(), Some(7));
    assert_eq!(&*event.user().unwrap().username, "ada");
    let gitlab::Event::MergeRequest(event) = event else {
        panic!("{event:?}")
    };
    assert!(event.object_attributes.action.unwrap().is_approval());
    assert!(event.changes["title"].previous.is_null());

    // The project is stated in three ways.
    for body in [
        json!({"object_kind": "note", "project_id": 7, "object_attributes": {"id": 1}}),
        json!({"object_kind": "build", "build_id": 1, "project": {"id": 7}}),
        json!({"event_name": "project_create", "project_id": 7}),
    ] {
        assert_eq!(
            gitlab::Event::from_body(&bytes(&body)).project_id(),
            Some(7),
            "{body}"
        );
    }
    let key = gitlab::Event::from_body(br#"{"event_name": "key_create", "id": 1}"#);
    assert_eq!((key.project_id(), key.action()), (None, None));
}
