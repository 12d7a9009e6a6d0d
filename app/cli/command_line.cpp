// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "model/items/report/redaction_option.h"
#include "model/tracking/ssh_host.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <cmath>

namespace synoptic {

namespace {

const QString kSeeHelp = QStringLiteral("\"synoptic-cli --help\" tells what there is.");

QCommandLineOption option(const QString& name) {
    return QCommandLineOption(name);
}

QCommandLineOption valueOption(const QString& name) {
    return QCommandLineOption(name, {}, QStringLiteral("value"));
}

/// Seconds within bounds, as whole milliseconds.
std::optional<std::chrono::milliseconds> readSeconds(const QString& text, double least,
                                                     double most) {
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(seconds) || seconds < least || seconds > most)
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

/// HOST, or HOST,packets:INTERFACE; a host has no comma.
void readHost(const QString& text, CommandLine& line, QString& error) {
    const QString packets = QStringLiteral("packets:");
    line.host = text.section(QLatin1Char(','), 0, 0);
    const bool withJob = text.contains(QLatin1Char(','));
    const QString job = text.section(QLatin1Char(','), 1);
    line.source = CommandLine::Source::Kernel;
    if (checkSshHost(line.host.toStdString()) != HostFault::None) {
        error = QStringLiteral("After ssh: stands what you would type after the command ssh: a "
                               "host, user@host or ssh://user@host:port.");
    } else if (job.startsWith(packets) && job.size() > packets.size()) {
        line.source = CommandLine::Source::Packets;
        line.interfaceName = job.mid(packets.size());
    } else if (withJob && job != QLatin1String("kernel")) {
        error = QStringLiteral("Of another machine there are ssh:HOST,kernel and "
                               "ssh:HOST,packets:INTERFACE.");
    }
    if (error.isEmpty() && line.allNamespaces)
        error = QStringLiteral("--all-namespaces is about this machine: leave it out. The trace of "
                               "another tells of all of its namespaces.");
}

void readSource(const QString& text, CommandLine& line, QString& error) {
    const QString packets = QStringLiteral("packets:");
    const QString ssh = QStringLiteral("ssh:");
    if (text.startsWith(ssh)) {
        readHost(text.mid(ssh.size()), line, error);
    } else if (text == QLatin1String("auto")) {
        line.source = CommandLine::Source::Auto;
    } else if (text == QLatin1String("socket-table")) {
        line.source = CommandLine::Source::SocketTable;
    } else if (text == QLatin1String("kernel")) {
        line.source = CommandLine::Source::Kernel;
    } else if (text.startsWith(packets) && text.size() > packets.size()) {
        line.source = CommandLine::Source::Packets;
        line.interfaceName = text.mid(packets.size());
        if (line.allNamespaces)
            error = QStringLiteral("Packets are those of one network namespace: leave out "
                                   "--all-namespaces, or choose --source socket-table.");
    } else {
        error = QStringLiteral("There is no source \"%1\": use auto, socket-table, kernel, "
                               "packets:INTERFACE, such as packets:any, or ssh:HOST.")
                    .arg(text);
    }
}

bool readWatchOptions(const QCommandLineParser& parser, CommandLine& line, QString& error) {
    if (parser.isSet(QStringLiteral("duration"))) {
        line.duration = readSeconds(parser.value(QStringLiteral("duration")), 0.001, 1e9);
        if (!line.duration)
            error = QStringLiteral("\"%1\" is no duration: give a number of seconds above 0.")
                        .arg(parser.value(QStringLiteral("duration")));
    }
    if (parser.isSet(QStringLiteral("interval"))) {
        const auto interval = readSeconds(parser.value(QStringLiteral("interval")), 0.1, 10);
        if (interval)
            line.interval = *interval;
        else
            error = QStringLiteral("\"%1\" is no interval: give 0.1 to 10 seconds.")
                        .arg(parser.value(QStringLiteral("interval")));
    }
    if (parser.isSet(QStringLiteral("source")))
        readSource(parser.value(QStringLiteral("source")), line, error);
    return error.isEmpty();
}

bool readReportOptions(const QCommandLineParser& parser, CommandLine& line, QString& error) {
    line.output = parser.value(QStringLiteral("output"));
    line.language = parser.value(QStringLiteral("language"));
    static const QStringList suffixes{QStringLiteral("html"), QStringLiteral("pdf"),
                                      QStringLiteral("csv"), QStringLiteral("json")};
    if (line.file.isEmpty() && !line.duration)
        error = QStringLiteral("\"report\" needs a capture file: give its name, or --duration "
                               "SECONDS of watching this computer.");
    else if (!line.file.isEmpty() && line.duration)
        error =
            QStringLiteral("\"report\" reads a capture file whole: leave --duration out, or the "
                           "file.");
    else if (line.output.isEmpty())
        error = QStringLiteral("\"report\" needs a place to write to: --output OUT.html, OUT.pdf, "
                               "OUT.csv or OUT.json.");
    else if (!suffixes.contains(QFileInfo(line.output).suffix().toLower()))
        error = QStringLiteral("--output takes a file that ends in .html, .pdf, .csv or .json.");
    else if (!line.language.isEmpty() && line.language != QLatin1String("en") &&
             line.language != QLatin1String("zh_CN"))
        error = QStringLiteral("--language is en or zh_CN.");
    return error.isEmpty();
}

/// The names of options that are set but do not belong to the command.
bool refuseForeignOptions(const QCommandLineParser& parser, const QStringList& own,
                          const QString& command, QString& error) {
    for (const QString& name : parser.optionNames()) {
        if (!own.contains(name)) {
            error = QStringLiteral("\"%1\" has no option --%2. %3").arg(command, name, kSeeHelp);
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<CommandLine> CommandLine::parse(const QStringList& given, QString& error) {
    QStringList arguments = given;
    const std::optional<QByteArray> redact = takeRedactOption(arguments);
    QCommandLineParser parser;
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    const QCommandLineOption version(QStringList{QStringLiteral("v"), QStringLiteral("version")});
    parser.addOptions(
        {help, version, option(QStringLiteral("json")), option(QStringLiteral("listening")),
         option(QStringLiteral("all-namespaces")), option(QStringLiteral("transitions")),
         option(QStringLiteral("summary")), valueOption(QStringLiteral("filter")),
         valueOption(QStringLiteral("duration")), valueOption(QStringLiteral("interval")),
         valueOption(QStringLiteral("source")), valueOption(QStringLiteral("output")),
         valueOption(QStringLiteral("language"))});
    CommandLine line;
    if (!parser.parse(arguments)) {
        error = parser.errorText().trimmed();
        error = (error.endsWith(QLatin1Char('.')) ? error : error + QLatin1Char('.')) +
                QLatin1Char(' ') + kSeeHelp;
        return std::nullopt;
    }
    if (parser.isSet(help))
        return line;
    if (parser.isSet(version)) {
        line.command = Command::Version;
        return line;
    }
    const QStringList words = parser.positionalArguments();
    const QString command = words.value(0);
    line.json = parser.isSet(QStringLiteral("json"));
    line.allNamespaces = parser.isSet(QStringLiteral("all-namespaces"));
    if (command.isEmpty()) {
        error = QStringLiteral("No command is given. ") + kSeeHelp;
    } else if (command == QLatin1String("snapshot")) {
        line.command = Command::Snapshot;
        line.listening = parser.isSet(QStringLiteral("listening"));
        line.filter = parser.value(QStringLiteral("filter"));
        refuseForeignOptions(parser,
                             {QStringLiteral("json"), QStringLiteral("all-namespaces"),
                              QStringLiteral("listening"), QStringLiteral("filter")},
                             command, error);
    } else if (command == QLatin1String("watch")) {
        line.command = Command::Watch;
        if (refuseForeignOptions(parser,
                                 {QStringLiteral("json"), QStringLiteral("all-namespaces"),
                                  QStringLiteral("duration"), QStringLiteral("interval"),
                                  QStringLiteral("source")},
                                 command, error))
            readWatchOptions(parser, line, error);
    } else if (command == QLatin1String("analyze")) {
        line.command = Command::Analyze;
        line.file = words.value(1);
        line.transitions = parser.isSet(QStringLiteral("transitions"));
        line.summaryOnly = parser.isSet(QStringLiteral("summary"));
        if (refuseForeignOptions(
                parser,
                {QStringLiteral("json"), QStringLiteral("transitions"), QStringLiteral("summary")},
                command, error) &&
            line.file.isEmpty())
            error = QStringLiteral("\"analyze\" needs a capture file: give its name.");
        else if (error.isEmpty() && line.transitions && !line.json)
            error = QStringLiteral("--transitions is told as JSON alone: add --json.");
    } else if (command == QLatin1String("report")) {
        line.command = Command::Report;
        line.file = words.value(1);
        line.redact = redact;
        if (refuseForeignOptions(
                parser,
                {QStringLiteral("output"), QStringLiteral("language"), QStringLiteral("duration")},
                command, error) &&
            readWatchOptions(parser, line, error))
            readReportOptions(parser, line, error);
    } else if (command == QLatin1String("diagnose")) {
        line.command = Command::Diagnose;
        line.file = words.value(1);
        if (refuseForeignOptions(parser,
                                 {QStringLiteral("json"), QStringLiteral("all-namespaces"),
                                  QStringLiteral("duration"), QStringLiteral("interval")},
                                 command, error) &&
            readWatchOptions(parser, line, error) && !line.file.isEmpty() &&
            (line.duration || line.allNamespaces))
            error = QStringLiteral("\"diagnose\" reads a capture file whole: leave --duration and "
                                   "--all-namespaces out, or the file.");
    } else {
        error = QStringLiteral("This version has no command \"%1\". ").arg(command) + kSeeHelp;
    }
    if (error.isEmpty() && redact && line.command != Command::Report)
        error = QStringLiteral("\"%1\" has no option --redact. %2").arg(command, kSeeHelp);
    const bool takesFile = line.command == Command::Analyze || line.command == Command::Diagnose ||
                           line.command == Command::Report;
    const qsizetype wanted = takesFile ? 2 : 1;
    if (error.isEmpty() && words.size() > wanted)
        error = QStringLiteral("\"%1\" takes no argument \"%2\". ").arg(command, words.at(wanted)) +
                kSeeHelp;
    return error.isEmpty() ? std::optional(line) : std::nullopt;
}

QString CommandLine::helpText() {
    return QStringLiteral(R"(Usage: synoptic-cli COMMAND [OPTION]...
Show the TCP and UDP sockets of this machine and follow TCP connections through the
states of RFC 9293. Needs no privilege; as root it sees every user's processes.

Commands:
  snapshot               the sockets of this machine, once
    --listening            only TCP listeners and unconnected UDP sockets
    --filter EXPRESSION    only what matches, for example "state:ESTABLISHED port:443"
  watch                  each change of state as it is seen, then a summary
    --duration SECONDS     end after this time; otherwise Ctrl+C ends it
    --interval SECONDS     time between looks, 0.1 to 10 (default: 1)
    --source SOURCE        socket-table; kernel (its trace: every transition, needs root);
                           packets:INTERFACE (its name, or any: what packets alone tell of
                           both ends, needs root); auto (default): kernel where it may be
                           read, joined with socket-table; ssh:HOST (the kernel's trace of
                           another machine, which has Synoptic too) or
                           ssh:HOST,packets:INTERFACE. HOST is what you type after ssh
  diagnose               what is wrong: each finding with its evidence and what to try
    --duration SECONDS     end after this time; otherwise Ctrl+C ends it
    --interval SECONDS     time between looks, 0.1 to 10 (default: 1)
  diagnose FILE          the same of a capture file
  snapshot, watch and diagnose cover the network namespace they run in, or:
    --all-namespaces       every one found at the start: those of processes and those in
                           /run/netns. Needs root. Those made later are not seen, and one
                           deleted meanwhile is kept until the command ends
  analyze FILE           each connection of a capture file (pcap, pcapng, also in gzip)
    --summary              only the last line
    --transitions          with --json: each transition with its time and event
  report FILE            a report of a capture file for others, or with --duration SECONDS
                         in the file's place, of this computer
    --output OUT           .html or .pdf (needs the program synoptic), .csv or .json
    --redact[=KEY]         exchange addresses, names and URLs, for one key always alike.
                           Without KEY: that of SYNOPTIC_REDACT_KEY, or a random one
    --language LANGUAGE    en or zh_CN, for .html and .pdf

Options:
  --json                 print JSON, one object a line, the summary last
  -h, --help             print this and end
  -v, --version          print the version and end

Exit status: 0 done, 1 the work failed, 2 wrong usage.
)");
}

} // namespace synoptic
