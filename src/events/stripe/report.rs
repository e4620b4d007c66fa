//! Reports, queries and files.

use super::Metadata;
use super::common::{data, event};
use crate::events::{List, Raw, Timestamp};
use crate::model;

event! {
    /// A file was made.
    ///
    /// <https://docs.stripe.com/api/files/object>
    pub struct FileEvent {
        data!: Box<FileData>,
    }

    /// A report is ready, or failed.
    ///
    /// <https://docs.stripe.com/api/reporting/report_run/object>
    pub struct ReportRunEvent {
        data!: Box<ReportRunData>,
    }

    /// There is new data for a report.
    ///
    /// <https://docs.stripe.com/api/reporting/report_type/object>
    pub struct ReportTypeEvent {
        data!: Box<ReportTypeData>,
    }

    /// A scheduled query ran.
    ///
    /// <https://docs.stripe.com/api/sigma/scheduled_queries/object>
    pub struct ScheduledQueryRunEvent {
        data!: Box<ScheduledQueryRunData>,
    }
}

data! {
    /// What a [`FileEvent`] is about.
    pub struct FileData {
        object!: Box<File>,
    }

    /// What a [`ReportRunEvent`] is about.
    pub struct ReportRunData {
        object!: Box<ReportRun>,
    }

    /// What a [`ReportTypeEvent`] is about.
    pub struct ReportTypeData {
        object!: Box<ReportType>,
    }

    /// What a [`ScheduledQueryRunEvent`] is about.
    pub struct ScheduledQueryRunData {
        object!: Box<ScheduledQueryRun>,
    }
}

model! {
    /// A file.
    pub struct File {
        id!: Box<str>,
        filename: Option<Box<str>>,
        purpose: Box<str>,
        size: u64,
        title: Option<Box<str>>,
        /// `csv`, `pdf`, `png`, ...
        r#type: Option<Box<str>>,
        url: Option<Box<str>>,
        created: Option<Timestamp>,
        expires_at: Option<Timestamp>,
    }

    /// A report.
    pub struct ReportRun {
        id!: Box<str>,
        report_type: Box<str>,
        /// `pending`, `succeeded` or `failed`.
        status: Box<str>,
        error: Option<Box<str>>,
        parameters: Raw,
        result: Option<Box<File>>,
        created: Option<Timestamp>,
        succeeded_at: Option<Timestamp>,
    }

    /// What a report can be of.
    pub struct ReportType {
        id!: Box<str>,
        name: Box<str>,
        version: u64,
        data_available_start: Option<Timestamp>,
        data_available_end: Option<Timestamp>,
        default_columns: List<Box<str>>,
        updated: Option<Timestamp>,
    }

    /// What a scheduled query gave.
    pub struct ScheduledQueryRun {
        id!: Box<str>,
        title: Box<str>,
        sql: Box<str>,
        status: Box<str>,
        data_load_time: Option<Timestamp>,
        result_available_until: Option<Timestamp>,
        file: Option<Box<File>>,
        error: Option<QueryError>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// Why a query failed.
    pub struct QueryError {
        message: Box<str>,
    }
}
