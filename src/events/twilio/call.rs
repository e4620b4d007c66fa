//! Calls, and what is recorded of them. Numbers and truths are texts, as forms have no others.

use crate::{model, open_enum};

model! {
    /// A call comes in, or has another status.
    ///
    /// <https://www.twilio.com/docs/voice/twiml#request-parameters>
    pub struct Call {
        call_sid! as "CallSid": Box<str>,
        call_status! as "CallStatus": CallStatus,
        account_sid as "AccountSid": Option<Box<str>>,
        from as "From": Option<Box<str>>,
        to as "To": Option<Box<str>>,
        direction as "Direction": Option<Direction>,
        caller_name as "CallerName": Option<Box<str>>,
        forwarded_from as "ForwardedFrom": Option<Box<str>>,
        /// The call that began this one.
        parent_call_sid as "ParentCallSid": Option<Box<str>>,
        /// How sure the caller's number is.
        stir_verstat as "StirVerstat": Option<Box<str>>,
        from_country as "FromCountry": Option<Box<str>>,
        to_country as "ToCountry": Option<Box<str>>,
        /// Counts the callbacks of a call, which may come out of order.
        sequence_number as "SequenceNumber": Option<Box<str>>,
        /// As mail headers write it.
        timestamp as "Timestamp": Option<Box<str>>,
        /// In seconds.
        call_duration as "CallDuration": Option<Box<str>>,
        /// In minutes.
        duration as "Duration": Option<Box<str>>,
        sip_response_code as "SipResponseCode": Option<Box<str>>,
        /// What was pressed.
        digits as "Digits": Option<Box<str>>,
        /// What was understood.
        speech_result as "SpeechResult": Option<Box<str>>,
        confidence as "Confidence": Option<Box<str>>,
        dial_call_sid as "DialCallSid": Option<Box<str>>,
        dial_call_status as "DialCallStatus": Option<CallStatus>,
        /// `human`, `machine_start`, `fax`, ...
        answered_by as "AnsweredBy": Option<Box<str>>,
        recording_url as "RecordingUrl": Option<Box<str>>,
    }

    /// A recording has another status.
    ///
    /// <https://www.twilio.com/docs/voice/api/recording#recordingstatuscallback>
    pub struct RecordingStatusCallback {
        recording_sid! as "RecordingSid": Box<str>,
        recording_status! as "RecordingStatus": RecordingStatus,
        account_sid as "AccountSid": Option<Box<str>>,
        call_sid as "CallSid": Option<Box<str>>,
        conference_sid as "ConferenceSid": Option<Box<str>>,
        recording_url as "RecordingUrl": Option<Box<str>>,
        /// In seconds.
        recording_duration as "RecordingDuration": Option<Box<str>>,
        recording_channels as "RecordingChannels": Option<Box<str>>,
        /// As mail headers write it.
        recording_start_time as "RecordingStartTime": Option<Box<str>>,
        recording_source as "RecordingSource": Option<Box<str>>,
        recording_track as "RecordingTrack": Option<Box<str>>,
        error_code as "ErrorCode": Option<Box<str>>,
    }

    /// Something happened in a conference.
    ///
    /// <https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback>
    pub struct Conference {
        conference_sid! as "ConferenceSid": Box<str>,
        status_callback_event! as "StatusCallbackEvent": ConferenceEvent,
        account_sid as "AccountSid": Option<Box<str>>,
        friendly_name as "FriendlyName": Option<Box<str>>,
        call_sid as "CallSid": Option<Box<str>>,
        sequence_number as "SequenceNumber": Option<Box<str>>,
        /// As mail headers write it.
        timestamp as "Timestamp": Option<Box<str>>,
        muted as "Muted": Option<Box<str>>,
        hold as "Hold": Option<Box<str>>,
        coaching as "Coaching": Option<Box<str>>,
        reason_conference_ended as "ReasonConferenceEnded": Option<Box<str>>,
    }

    /// What was said, in writing.
    ///
    /// <https://www.twilio.com/docs/voice/twiml/transcription>
    pub struct Transcription {
        transcription_sid! as "TranscriptionSid": Box<str>,
        transcription_status as "TranscriptionStatus": Option<Box<str>>,
        transcription_text as "TranscriptionText": Option<Box<str>>,
        transcription_url as "TranscriptionUrl": Option<Box<str>>,
        account_sid as "AccountSid": Option<Box<str>>,
        call_sid as "CallSid": Option<Box<str>>,
        recording_sid as "RecordingSid": Option<Box<str>>,
        /// While it is said: `transcription-started`, `transcription-content`, ...
        transcription_event as "TranscriptionEvent": Option<Box<str>>,
        /// JSON in a text.
        transcription_data as "TranscriptionData": Option<Box<str>>,
        sequence_id as "SequenceId": Option<Box<str>>,
        timestamp as "Timestamp": Option<Box<str>>,
    }
}

open_enum! {
    /// How far a call is.
    pub enum CallStatus {
        Queued = "queued" is_queued,
        Initiated = "initiated" is_initiated,
        Ringing = "ringing" is_ringing,
        InProgress = "in-progress" is_in_progress,
        Completed = "completed" is_completed,
        Busy = "busy" is_busy,
        Failed = "failed" is_failed,
        NoAnswer = "no-answer" is_no_answer,
        Canceled = "canceled" is_canceled,
        /// Only of a call that was dialed.
        Answered = "answered" is_answered,
    }

    /// Who called whom.
    pub enum Direction {
        Inbound = "inbound" is_inbound,
        OutboundApi = "outbound-api" is_outbound_api,
        OutboundDial = "outbound-dial" is_outbound_dial,
    }

    /// How far a recording is.
    pub enum RecordingStatus {
        InProgress = "in-progress" is_in_progress,
        Completed = "completed" is_completed,
        Absent = "absent" is_absent,
        Failed = "failed" is_failed,
    }

    /// What happened in a conference.
    pub enum ConferenceEvent {
        Start = "conference-start" is_start,
        End = "conference-end" is_end,
        Join = "participant-join" is_join,
        Leave = "participant-leave" is_leave,
        Mute = "participant-mute" is_mute,
        Unmute = "participant-unmute" is_unmute,
        Hold = "participant-hold" is_hold,
        Unhold = "participant-unhold" is_unhold,
        SpeechStart = "participant-speech-start" is_speech_start,
        SpeechStop = "participant-speech-stop" is_speech_stop,
    }
}
