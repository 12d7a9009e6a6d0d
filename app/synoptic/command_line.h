// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "views/settings/settings.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace synoptic {

/// What a picture is asked to show.
enum class PictureView { Window, Table, Diagram, Ladder, Chart, Diagnosis };

/// A picture to be drawn instead of opening the window.
struct PictureRequest {
    QString path;
    bool svg = false;
    PictureView view = PictureView::Window;
    std::optional<QSize> size;
    ThemeChoice theme = ThemeChoice::Light;
    LanguageChoice language = LanguageChoice::System;
    std::optional<FourTuple> select;         ///< in either direction
    std::optional<ConnectionKey> connection; ///< of a capture: its number, as analyze counts
    std::optional<std::chrono::milliseconds> duration; ///< of watching before it is drawn
    QString capture;            ///< a file to draw instead of this computer; empty: none
    std::optional<Duration> at; ///< of the capture, after its first packet
};

/// A report to be written instead of opening the window.
struct ReportOutput {
    QString path;    ///< ends in .html, .pdf, .csv or .json
    QString capture; ///< empty: of this computer
    std::chrono::milliseconds duration{0};
    LanguageChoice language = LanguageChoice::System;
    std::optional<QByteArray> redact; ///< absent: no redaction; empty: a random key
};

/// The command line, read. Exactly one of the outcomes holds.
struct CommandLine {
    enum class Outcome { OpenWindow, DrawPicture, WriteReport, Help, Version, Misuse };
    Outcome outcome = Outcome::OpenWindow;
    PictureRequest picture;
    ReportOutput report;
    QString capture; ///< OpenWindow: a file to show; empty: this computer
    QString message; ///< Misuse: one line for standard error
};

/// `arguments` begin with the program's name, as in main().
CommandLine readCommandLine(const QStringList& arguments);

/// For --help.
QString helpText();

} // namespace synoptic
