// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sched.h>
#include <unistd.h>

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace synoptic::test {

/// What a command prints; empty with what it said in `error` if it failed.
inline QByteArray printed(const QStringList& command, const QByteArray& input = {},
                          QByteArray* error = nullptr) {
    QProcess process;
    process.start(command.front(), command.mid(1));
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished();
    const bool good = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (error)
        *error = good ? QByteArray() : process.readAllStandardError();
    return process.readAllStandardOutput();
}

/// Loads a ruleset into the calling thread's namespace, in place of the one there. What nft said to
/// it, or nothing.
inline QByteArray loadRuleset(const QByteArray& rules) {
    QByteArray error;
    printed({QStringLiteral("nft"), QStringLiteral("-f"), QStringLiteral("-")},
            "flush ruleset\n" + rules, &error);
    return error;
}

/// The ruleset there, as libnftables writes it.
inline QByteArray rulesetJson() {
    return printed({QStringLiteral("nft"), QStringLiteral("-j"), QStringLiteral("list"),
                    QStringLiteral("ruleset")});
}

/// A table with one chain of packets that come in, and whatever goes before it.
inline QByteArray inputChain(const QByteArray& rules, const QByteArray& policy = "drop",
                             const QByteArray& before = {}) {
    return "table inet t {\n" + before +
           "\nchain in {\ntype filter hook input priority 0; policy " + policy + ";\n" + rules +
           "\n}\n}\n";
}

} // namespace synoptic::test
