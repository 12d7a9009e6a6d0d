// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "views/settings/settings.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace synoptic {

/// A report that a person asks for.
struct ReportRequest {
    enum class Format { Html, Pdf, Csv, Json };
    Format format = Format::Html;
    QString path;
    std::vector<ConnectionKey> selected;              ///< only these connections; empty: all
    std::optional<QByteArray> redact;                 ///< absent: no redaction; empty: a random key
    LanguageChoice language = LanguageChoice::System; ///< of .html and .pdf
};

/// "html", ...
QString suffixOf(ReportRequest::Format format);

} // namespace synoptic
