//! Calls, and what is recorded of them. Numbers and truths are texts, as forms have no others.

use crate::{model, open_enum};

model! {
    /// A call comes in, or has another status.
    ///
    /// <https://www.twilio.com/docs/voice/twiml#request-parameters>
    pub struct CallEvent in PascalCase {
        call_sid!: Box<str>,
        call_status!: CallStatus,
        account_sid: Option<Box<str>>,
        from: Option<Box<str>>,
        to: Option<Box<str>>,
        direction: Option<Direction>,
        caller_name: Option<Box<str>>,
        forwarded_from: Option<Box<str>>,
        /// The call that began this one.
        parent_call_sid: Option<Box<str>>,
        /// How sure the caller's number is.
        stir_verstat: Option<Box<str>>,
        from_country: Option<Box<str>>,
        to_country: Option<Box<str>>,
        /// Counts the callbacks of a call, which may come out of order.
        sequence_number: Option<Box<str>>,
        /// As mail headers write it.
        timestamp: Option<Box<str>>,
        /// In seconds.
        call_duration: Option<Box<str>>,
        /// In minutes.
        duration: Option<Box<str>>,
        sip_response_code: Option<Box<str>>,
        /// What was pressed.
        digits: Option<Box<str>>,
        /// What was understood.
        speech_result: Option<Box<str>>,
        confidence: Option<Box<str>>,
        dial_call_sid: Option<Box<str>>,
        dial_call_status: Option<CallStatus>,
        /// `human`, `machine_start`, `fax`, ...
        answered_by: Option<Box<str>>,
        recording_url: Option<Box<str>>,
    }

    /// A recording has another status.
    ///
    /// <https://www.twilio.com/docs/voice/api/recording#recordingstatuscallback>
    pub struct RecordingStatusEvent in PascalCase {
        recording_sid!: Box<str>,
        recording_status!: RecordingStatus,
        account_sid: Option<Box<str>>,
        call_sid: Option<Box<str>>,
        conference_sid: Option<Box<str>>,
        recording_url: Option<Box<str>>,
        /// In seconds.
        recording_duration: Option<Box<str>>,
        recording_channels: Option<Box<str>>,
        /// As mail headers write it.
        recording_start_time: Option<Box<str>>,
        recording_source: Option<Box<str>>,
        recording_track: Option<Box<str>>,
        error_code: Option<Box<str>>,
    }

    /// Something happened in a conference.
    ///
    /// <https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback>
    pub struct ConferenceEvent in PascalCase {
        conference_sid!: Box<str>,
        status_callback_event!: ConferenceStep,
        account_sid: Option<Box<str>>,
        friendly_name: Option<Box<str>>,
        call_sid: Option<Box<str>>,
        sequence_number: Option<Box<str>>,
        /// As mail headers write it.
        timestamp: Option<Box<str>>,
        muted: Option<Box<str>>,
        hold: Option<Box<str>>,
        coaching: Option<Box<str>>,
        reason_conference_ended: Option<Box<str>>,
    }

    /// What was said, in writing.
    ///
    /// <https://www.twilio.com/docs/voice/twiml/transcription>
    pub struct TranscriptionEvent in PascalCase {
        transcription_sid!: Box<str>,
        transcription_status: Option<Box<str>>,
        transcription_text: Option<Box<str>>,
        transcription_url: Option<Box<str>>,
        account_sid: Option<Box<str>>,
        call_sid: Option<Box<str>>,
        recording_sid: Option<Box<str>>,
        /// While it is said: `transcription-started`, `transcription-content`, ...
        transcription_event: Option<Box<str>>,
        /// JSON in a text.
        transcription_data: Option<Box<str>>,
        sequence_id: Option<Box<str>>,
        timestamp: Option<Box<str>>,
    }
}

open_enum! {
    /// The status of a call.
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

    /// The status of a recording.
    pub enum RecordingStatus {
        InProgress = "in-progress" is_in_progress,
        Completed = "completed" is_completed,
        Absent = "absent" is_absent,
        Failed = "failed" is_failed,
    }

    /// What happened in a conference.
    pub enum ConferenceStep {
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
