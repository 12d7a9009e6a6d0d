// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace synoptic {

/// What the arguments of synoptic-cli ask for.
struct CommandLine {
    enum class Command { Help, Version, Snapshot, Watch, Analyze, Diagnose, Report };
    enum class Source { Auto, SocketTable, Kernel, Packets };

    Command command = Command::Help;
    bool json = false;
    bool allNamespaces = false; ///< snapshot, watch, diagnose
    bool listening = false;     ///< snapshot
    QString filter;             ///< snapshot; empty: everything
    QString file;               ///< analyze, report; diagnose: empty for live
    QString output;             ///< report
    QString language;           ///< report; empty: the system's
    /// report: absent without redaction; empty for a random key.
    std::optional<QByteArray> redact;
    bool transitions = false; ///< analyze
    bool summaryOnly = false; ///< analyze
    std::optional<std::chrono::milliseconds>
        duration; ///< watch, diagnose: none: until SIGINT; report: of live watching
    std::chrono::milliseconds interval{1000}; ///< watch
    Source source = Source::Auto;             ///< watch
    QString interfaceName;                    ///< watch, with Source::Packets
    QString host; ///< watch: of another machine, as ssh takes it; empty: this one

    /// Reads the arguments, the program's name first. Nothing where they are wrong; then `error`
    /// is one line that says what, why and what to do.
    static std::optional<CommandLine> parse(const QStringList& arguments, QString& error);
    static QString helpText();
};

} // namespace synoptic
