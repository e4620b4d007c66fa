//! WhatsApp's changes: messages and their statuses, calls, templates, accounts.
//!
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components>

use crate::events::{Amount, Id, List, Raw, Timestamp, events, model, open_enum};

events! {
    /// What happened to a WhatsApp business account.
    pub enum WhatsAppEvent {
        "account_alerts" => AccountAlerts(AccountAlertsEvent),
        "account_review_update" => AccountReviewUpdate(AccountReviewUpdateEvent),
        "account_update" => AccountUpdate(AccountUpdateEvent),
        "business_capability_update" => BusinessCapabilityUpdate(BusinessCapabilityUpdateEvent),
        "calls" => Calls(CallsEvent),
        "message_template_quality_update" => MessageTemplateQualityUpdate(MessageTemplateQualityUpdateEvent),
        "message_template_status_update" => MessageTemplateStatusUpdate(MessageTemplateStatusUpdateEvent),
        "messages" => Messages(MessagesEvent),
        "phone_number_name_update" => PhoneNumberNameUpdate(PhoneNumberNameUpdateEvent),
        "phone_number_quality_update" => PhoneNumberQualityUpdate(PhoneNumberQualityUpdateEvent),
        "security" => Security(SecurityEvent),
        "smb_message_echoes" => MessageEchoes(MessageEchoesEvent),
        "template_category_update" => TemplateCategoryUpdate(TemplateCategoryUpdateEvent),
        "user_preferences" => UserPreferences(UserPreferencesEvent),
    }
}

model! {
    /// Messages that came in, or what became of those that went out.
    pub struct MessagesEvent {
        metadata!: Metadata,
        contacts: List<Contact>,
        messages: List<WhatsAppMessage>,
        statuses: List<MessageStatus>,
        errors: List<WhatsAppError>,
    }

    /// Messages that the business sent from its telephone.
    pub struct MessageEchoesEvent {
        metadata!: Metadata,
        contacts: List<Contact>,
        message_echoes: List<WhatsAppMessage>,
    }

    /// Calls that ring or end, and what became of those that went out.
    pub struct CallsEvent {
        metadata!: Metadata,
        contacts: List<Contact>,
        calls: List<Call>,
        statuses: List<MessageStatus>,
        errors: List<WhatsAppError>,
    }

    /// What people want to get.
    pub struct UserPreferencesEvent {
        metadata!: Metadata,
        contacts: List<Contact>,
        user_preferences: List<UserPreference>,
    }

    /// The business's number that it is about.
    pub struct Metadata {
        display_phone_number: Option<Box<str>>,
        phone_number_id!: Box<str>,
    }

    /// A contact. Users with a user name may have no number: then there is only `user_id`.
    pub struct Contact {
        /// The telephone number.
        wa_id: Option<Box<str>>,
        /// The same person for the same business.
        user_id: Option<Box<str>>,
        parent_user_id: Option<Box<str>>,
        profile: Option<Profile>,
    }

    /// The name of a user.
    pub struct Profile {
        name: Option<Box<str>>,
        username: Option<Box<str>>,
    }

    /// A message. Its content is in the field that `type` names.
    pub struct WhatsAppMessage {
        id!: Box<str>,
        r#type!: WhatsAppMessageType,
        /// The telephone number; not of users with names.
        from: Option<Box<str>>,
        from_user_id: Option<Box<str>>,
        /// In echoes.
        to: Option<Box<str>>,
        timestamp: Option<Timestamp>,
        group_id: Option<Box<str>>,
        context: Option<Box<MessageContext>>,
        referral: Option<Box<AdReferral>>,
        identity: Option<Box<Identity>>,
        errors: List<WhatsAppError>,
        text: Option<TextContent>,
        image: Option<Box<Media>>,
        video: Option<Box<Media>>,
        audio: Option<Box<Media>>,
        sticker: Option<Box<Media>>,
        document: Option<Box<Media>>,
        location: Option<Box<Place>>,
        /// Cards of people.
        contacts: List<Card>,
        button: Option<Box<Button>>,
        interactive: Option<Box<Interactive>>,
        reaction: Option<Box<EmojiReaction>>,
        order: Option<Box<Order>>,
        system: Option<Box<SystemNote>>,
        edit: Option<Box<Edit>>,
        revoke: Option<Box<Revoke>>,
        unsupported: Raw,
    }

    /// To what a message replies, or from where it was forwarded.
    pub struct MessageContext {
        id: Option<Box<str>>,
        from: Option<Box<str>>,
        forwarded: bool,
        frequently_forwarded: bool,
        referred_product: Option<ReferredProduct>,
    }

    /// A product that a message asks about.
    pub struct ReferredProduct {
        catalog_id: Option<Box<str>>,
        product_retailer_id: Option<Box<str>>,
    }

    /// The advertisement or post by which a user came.
    pub struct AdReferral {
        source_url: Option<Box<str>>,
        source_id: Option<Box<str>>,
        source_type: Option<Box<str>>,
        headline: Option<Box<str>>,
        body: Option<Box<str>>,
        media_type: Option<Box<str>>,
        image_url: Option<Box<str>>,
        video_url: Option<Box<str>>,
        thumbnail_url: Option<Box<str>>,
        ctwa_clid: Option<Box<str>>,
    }

    /// The state of a user's keys.
    pub struct Identity {
        acknowledged: bool,
        created_timestamp: Option<Timestamp>,
        hash: Option<Box<str>>,
    }

    /// A text.
    pub struct TextContent {
        body!: Box<str>,
    }

    /// A file, to be fetched by its id.
    pub struct Media {
        id!: Box<str>,
        mime_type: Option<Box<str>>,
        sha256: Option<Box<str>>,
        caption: Option<Box<str>>,
        /// Of a document.
        filename: Option<Box<str>>,
        /// Of a sticker.
        animated: bool,
        /// Of audio: spoken into the app.
        voice: bool,
        url: Option<Box<str>>,
    }

    /// A place on Earth.
    pub struct Place {
        latitude!: f64,
        longitude!: f64,
        name: Option<Box<str>>,
        address: Option<Box<str>>,
        url: Option<Box<str>>,
    }

    /// The card of a person.
    pub struct Card {
        name: Option<CardName>,
        phones: List<CardPhone>,
        emails: List<CardEmail>,
        addresses: Raw,
        org: Raw,
        urls: Raw,
    }

    /// How a person is called.
    pub struct CardName {
        formatted_name: Option<Box<str>>,
        first_name: Option<Box<str>>,
        last_name: Option<Box<str>>,
    }

    /// A person's number.
    pub struct CardPhone {
        phone: Option<Box<str>>,
        wa_id: Option<Box<str>>,
        r#type: Option<Box<str>>,
    }

    /// A person's mail address.
    pub struct CardEmail {
        email: Option<Box<str>>,
        r#type: Option<Box<str>>,
    }

    /// A button of a template that was pressed.
    pub struct Button {
        payload: Option<Box<str>>,
        text: Option<Box<str>>,
    }

    /// What a user chose or filled in, in the field that `type` names.
    pub struct Interactive {
        r#type!: InteractiveType,
        button_reply: Option<Choice>,
        list_reply: Option<Choice>,
        nfm_reply: Option<FlowReply>,
        call_permission_reply: Option<CallPermission>,
    }

    /// A button or a row of a list.
    pub struct Choice {
        id!: Box<str>,
        title: Option<Box<str>>,
        description: Option<Box<str>>,
    }

    /// A form that was filled in.
    pub struct FlowReply {
        name: Option<Box<str>>,
        body: Option<Box<str>>,
        /// JSON, within a text.
        response_json: Option<Box<str>>,
    }

    /// Whether a user may be called.
    pub struct CallPermission {
        response: Option<Box<str>>,
        response_source: Option<Box<str>>,
        is_permanent: bool,
        expiration_timestamp: Option<Timestamp>,
    }

    /// A reaction to a message.
    pub struct EmojiReaction {
        message_id!: Box<str>,
        /// None, or an empty text, if it was taken back.
        emoji: Option<Box<str>>,
    }

    /// What a user ordered from a catalog.
    pub struct Order {
        catalog_id: Option<Box<str>>,
        text: Option<Box<str>>,
        product_items: List<OrderItem>,
    }

    /// One product of an order.
    pub struct OrderItem {
        product_retailer_id: Option<Box<str>>,
        quantity: Option<Id>,
        item_price: Option<Amount>,
        currency: Option<Box<str>>,
    }

    /// What WhatsApp itself says in a thread.
    pub struct SystemNote {
        r#type: Option<Box<str>>,
        body: Option<Box<str>>,
        /// The new number of a user who changed it.
        wa_id: Option<Box<str>>,
        /// The same, in older versions.
        new_wa_id: Option<Box<str>>,
    }

    /// A message that was edited.
    pub struct Edit {
        original_message_id!: Box<str>,
        /// As it is now: `type`, and the field which that names.
        message: Raw,
    }

    /// A message that was taken back.
    pub struct Revoke {
        original_message_id!: Box<str>,
    }

    /// What became of a message or a call that went out. Statuses come in any order, and again.
    pub struct MessageStatus {
        id!: Box<str>,
        status!: DeliveryStatus,
        /// `call` for a call.
        r#type: Option<Box<str>>,
        timestamp: Option<Timestamp>,
        recipient_id: Option<Box<str>>,
        recipient_type: Option<Box<str>>,
        recipient_user_id: Option<Box<str>>,
        recipient_participant_id: Option<Box<str>>,
        recipient_participant_user_id: Option<Box<str>>,
        /// Not with prices for each message.
        conversation: Option<Box<Conversation>>,
        pricing: Option<Box<Pricing>>,
        errors: List<WhatsAppError>,
        /// What was given with the message.
        biz_opaque_callback_data: Option<Box<str>>,
    }

    /// What a message is counted to.
    pub struct Conversation {
        id: Option<Box<str>>,
        expiration_timestamp: Option<Timestamp>,
        origin: Option<ConversationOrigin>,
    }

    /// Why there is a conversation.
    pub struct ConversationOrigin {
        r#type: Option<Box<str>>,
    }

    /// What a message costs.
    pub struct Pricing {
        billable: Option<bool>,
        pricing_model: Option<Box<str>>,
        category: Option<Box<str>>,
        r#type: Option<Box<str>>,
    }

    /// Why something failed.
    pub struct WhatsAppError {
        /// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/>
        code!: i64,
        title: Option<Box<str>>,
        message: Option<Box<str>>,
        error_data: Option<ErrorDetails>,
        href: Option<Box<str>>,
    }

    /// More of why something failed.
    pub struct ErrorDetails {
        details: Option<Box<str>>,
    }

    /// A call.
    pub struct Call {
        id!: Box<str>,
        event!: CallEvent,
        from: Option<Box<str>>,
        to: Option<Box<str>>,
        timestamp: Option<Timestamp>,
        /// `BUSINESS_INITIATED`, `USER_INITIATED`
        direction: Option<Box<str>>,
        session: Option<Box<CallSession>>,
        /// How it ended: `COMPLETED`, `FAILED`.
        status: Option<Box<str>>,
        start_time: Option<Timestamp>,
        end_time: Option<Timestamp>,
        /// Seconds.
        duration: Option<u64>,
        biz_opaque_callback_data: Option<Box<str>>,
    }

    /// What a call is made of, as SDP (RFC 8866).
    pub struct CallSession {
        sdp: Option<Box<str>>,
        sdp_type: Option<Box<str>>,
    }

    /// What a user wants to get.
    pub struct UserPreference {
        wa_id: Option<Box<str>>,
        user_id: Option<Box<str>>,
        category: Option<Box<str>>,
        /// `resume`, `stop`
        value: Option<Box<str>>,
        detail: Option<Box<str>>,
        timestamp: Option<Timestamp>,
    }

    /// An account changed.
    pub struct AccountUpdateEvent {
        event!: AccountChange,
        country: Option<Box<str>>,
        phone_number: Option<Box<str>>,
        waba_info: Option<Box<AccountInfo>>,
        ban_info: Option<BanInfo>,
        disconnection_info: Raw,
        restriction_info: Raw,
        violation_info: Raw,
    }

    /// Whose account it is.
    pub struct AccountInfo {
        waba_id: Option<Box<str>>,
        owner_business_id: Option<Box<str>>,
        partner_app_id: Option<Box<str>>,
        solution_id: Option<Box<str>>,
        solution_partner_business_ids: List<Box<str>>,
    }

    /// Why an account is banned.
    pub struct BanInfo {
        waba_ban_state: Option<Box<str>>,
        /// In words.
        waba_ban_date: Option<Box<str>>,
    }

    /// Meta approved, rejected or paused a template.
    pub struct MessageTemplateStatusUpdateEvent {
        event!: TemplateStatus,
        message_template_id!: Id,
        message_template_name: Option<Box<str>>,
        message_template_language: Option<Box<str>>,
        message_template_category: Option<Box<str>>,
        /// `NONE` for none.
        reason: Option<Box<str>>,
        rejection_info: Option<RejectionInfo>,
        other_info: Raw,
        disable_info: Raw,
    }

    /// Why a template was rejected.
    pub struct RejectionInfo {
        reason: Option<Box<str>>,
        recommendation: Option<Box<str>>,
    }

    /// Meta put a template into another category.
    pub struct TemplateCategoryUpdateEvent {
        message_template_id!: Id,
        message_template_name: Option<Box<str>>,
        message_template_language: Option<Box<str>>,
        previous_category: Option<Box<str>>,
        new_category: Option<Box<str>>,
        correct_category: Option<Box<str>>,
    }

    /// The quality of a template changed.
    pub struct MessageTemplateQualityUpdateEvent {
        message_template_id!: Id,
        message_template_name: Option<Box<str>>,
        message_template_language: Option<Box<str>>,
        previous_quality_score: Option<Box<str>>,
        new_quality_score: Option<Box<str>>,
    }

    /// Something about the account needs attention.
    pub struct AccountAlertsEvent {
        entity_type: Option<Box<str>>,
        entity_id: Option<Id>,
        alert_severity: Option<Box<str>>,
        alert_status: Option<Box<str>>,
        alert_type: Option<Box<str>>,
        alert_description: Option<Box<str>>,
        alert_info: Raw,
    }

    /// Meta looked at the account.
    pub struct AccountReviewUpdateEvent {
        /// `APPROVED`, `REJECTED`
        decision: Option<Box<str>>,
    }

    /// How much the business may send changed.
    pub struct BusinessCapabilityUpdateEvent {
        max_daily_conversation_per_phone: Option<i64>,
        max_daily_conversations_per_business: Raw,
        max_phone_numbers_per_business: Option<i64>,
        max_phone_numbers_per_waba: Option<i64>,
    }

    /// Meta decided about the name of a number.
    pub struct PhoneNumberNameUpdateEvent {
        display_phone_number: Option<Box<str>>,
        /// `APPROVED`, `REJECTED`, `DEFERRED`, `PENDING`
        decision: Option<Box<str>>,
        requested_verified_name: Option<Box<str>>,
        rejection_reason: Option<Box<str>>,
    }

    /// How much a number may send changed.
    pub struct PhoneNumberQualityUpdateEvent {
        display_phone_number: Option<Box<str>>,
        event: Option<Box<str>>,
        old_limit: Option<Box<str>>,
        current_limit: Option<Box<str>>,
        max_daily_conversations_per_business: Raw,
    }

    /// The code of a number changed.
    pub struct SecurityEvent {
        display_phone_number: Option<Box<str>>,
        /// `PIN_CHANGED`, `PIN_RESET_REQUEST`, `PIN_RESET_SUCCESS`
        event: Option<Box<str>>,
        requester: Option<Id>,
    }
}

impl WhatsAppMessage {
    /// Returns what was written: a text, the caption of a file, or the words on a button.
    pub fn body(&self) -> Option<&str> {
        let text = self.text.as_ref().map(|text| &*text.body);
        let media = [&self.image, &self.video, &self.audio, &self.document];
        let caption = || {
            media
                .into_iter()
                .flatten()
                .find_map(|media| media.caption.as_deref())
        };
        let button = || self.button.as_ref()?.text.as_deref();
        text.or_else(caption).or_else(button)
    }
}

open_enum! {
    /// The content of a message.
    pub enum WhatsAppMessageType {
        Audio = "audio",
        Button = "button",
        Contacts = "contacts",
        Document = "document",
        Edit = "edit",
        Image = "image",
        Interactive = "interactive",
        Location = "location",
        Order = "order",
        Reaction = "reaction",
        RequestWelcome = "request_welcome",
        Revoke = "revoke",
        Sticker = "sticker",
        System = "system",
        Text = "text" is_text,
        Unsupported = "unsupported" is_unsupported,
        Video = "video",
    }

    /// What a user chose or filled in.
    pub enum InteractiveType {
        ButtonReply = "button_reply",
        CallPermissionReply = "call_permission_reply",
        ListReply = "list_reply",
        NfmReply = "nfm_reply",
    }

    /// The status of a message or a call.
    pub enum DeliveryStatus {
        Sent = "sent" is_sent,
        Delivered = "delivered" is_delivered,
        Read = "read" is_read,
        Played = "played" is_played,
        Failed = "failed" is_failed,
        Deleted = "deleted" is_deleted,
        Warning = "warning",
        /// A call.
        Ringing = "RINGING",
        /// A call.
        Accepted = "ACCEPTED",
        /// A call.
        Rejected = "REJECTED",
    }

    /// What a call does.
    pub enum CallEvent {
        Connect = "connect" is_connect,
        Terminate = "terminate" is_terminate,
    }

    /// What happened to an account.
    pub enum AccountChange {
        AccountDeleted = "ACCOUNT_DELETED",
        AccountReconnected = "ACCOUNT_RECONNECTED",
        AccountRestriction = "ACCOUNT_RESTRICTION",
        AccountViolation = "ACCOUNT_VIOLATION",
        DisabledUpdate = "DISABLED_UPDATE",
        MmLiteTermsSigned = "MM_LITE_TERMS_SIGNED",
        PartnerAdded = "PARTNER_ADDED",
        PartnerAppInstalled = "PARTNER_APP_INSTALLED",
        PartnerAppUninstalled = "PARTNER_APP_UNINSTALLED",
        PartnerRemoved = "PARTNER_REMOVED",
        VerifiedAccount = "VERIFIED_ACCOUNT",
    }

    /// What Meta says of a template.
    pub enum TemplateStatus {
        Approved = "APPROVED" is_approved,
        Disabled = "DISABLED",
        Flagged = "FLAGGED",
        Paused = "PAUSED",
        PendingDeletion = "PENDING_DELETION",
        Rejected = "REJECTED" is_rejected,
    }
}
