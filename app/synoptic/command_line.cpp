// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/command_line.h"

#include "model/items/report/redaction_option.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace synoptic {

namespace {

constexpr int kLeastSide = 200;
constexpr int kMostSide = 8000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

void describe(QCommandLineParser& parser) {
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(
        Words::tr("Shows every TCP connection of this computer as it moves through its states."));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 Words::tr("A capture to show (pcap, pcapng, also in gzip) instead "
                                           "of this computer."),
                                 QStringLiteral("[FILE]"));
    const auto add = [&](const char* name, const QString& text, const char* value) {
        parser.addOption({QLatin1String(name), text, QLatin1String(value)});
    };
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, Words::tr("Show this help.")});
    parser.addOption(
        {{QStringLiteral("v"), QStringLiteral("version")}, Words::tr("Show the version.")});
    add("screenshot", Words::tr("Draw a picture into this file, .png or .svg, and end."), "FILE");
    add("view", Words::tr("What to draw: window, table, diagram, ladder, chart or diagnosis."),
        "VIEW");
    add("size", Words::tr("Size of the picture in pixels."), "WxH");
    add("theme", Words::tr("light or dark."), "THEME");
    add("language", Words::tr("en or zh_CN."), "LANGUAGE");
    add("select", Words::tr("Select this connection: LOCAL:PORT-REMOTE:PORT, IPv6 in brackets."),
        "TUPLE");
    add("connection",
        Words::tr("Select the connection of this number; of a capture, as synoptic-cli analyze "
                  "counts them."),
        "ID");
    add("at", Words::tr("Show a capture as it stood this long after its first packet."), "SECONDS");
    add("duration", Words::tr("Watch for this many seconds before drawing or reporting."),
        "SECONDS");
    add("report",
        Words::tr("Write a report of FILE, or of --duration seconds of this computer, into this "
                  "file, .html, .pdf, .csv or .json, and end."),
        "FILE");
    parser.addOption({QStringLiteral("redact"),
                      Words::tr("Exchange addresses, names and URLs in the report; --redact=KEY "
                                "gives the same result for the same key.")});
}

std::optional<Endpoint> readEndpoint(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("^(?:\\[(.+?)(?:%(\\d+))?\\]|([^:\\[]+)):(\\d{1,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString address = match.captured(1) + match.captured(3);
    const auto parsed = IpAddress::parse(address.toStdString());
    const uint port = match.captured(4).toUInt();
    if (!parsed || port > 65535)
        return std::nullopt;
    return Endpoint{*parsed, std::uint16_t(port), match.captured(2).toUInt()};
}

std::optional<FourTuple> readTuple(const QString& text) {
    // Addresses hold no hyphen, so the first one parts the ends.
    const qsizetype hyphen = text.indexOf(QLatin1Char('-'));
    if (hyphen < 0)
        return std::nullopt;
    const auto local = readEndpoint(text.left(hyphen));
    const auto remote = readEndpoint(text.mid(hyphen + 1));
    if (!local || !remote)
        return std::nullopt;
    return FourTuple{*local, *remote};
}

std::optional<QSize> readSize(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() < kLeastSide || size.height() < kLeastSide ||
        size.width() > kMostSide || size.height() > kMostSide)
        return std::nullopt;
    return size;
}

std::optional<LanguageChoice> readLanguage(const QString& text) {
    if (text == QLatin1String("en"))
        return LanguageChoice::English;
    if (text == QLatin1String("zh_CN"))
        return LanguageChoice::SimplifiedChinese;
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> readDuration(const QString& text) {
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || !(seconds > 0) || seconds > 86400)
        return std::nullopt;
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

/// Reads the report's options; returns what is wrong with them, or nothing.
QString readReport(const QCommandLineParser& parser, ReportOutput& report) {
    const auto value = [&](const char* name) { return parser.value(QLatin1String(name)); };
    const auto given = [&](const char* name) { return parser.isSet(QLatin1String(name)); };
    report.path = value("report");
    static const QStringList suffixes{QStringLiteral("html"), QStringLiteral("pdf"),
                                      QStringLiteral("csv"), QStringLiteral("json")};
    if (!suffixes.contains(QFileInfo(report.path).suffix().toLower()))
        return Words::tr("--report takes a file that ends in .html, .pdf, .csv or .json.");
    for (const char* name : {"screenshot", "view", "size", "theme", "select", "connection", "at"}) {
        if (given(name))
            return Words::tr("--%1 does not go with --report.").arg(QLatin1String(name));
    }
    if (given("language")) {
        const auto language = readLanguage(value("language"));
        if (!language)
            return Words::tr("--language is en or zh_CN, not “%1”.").arg(value("language"));
        report.language = *language;
    }
    if (report.capture.isEmpty() == !given("duration"))
        return Words::tr("--report needs either a capture file or --duration SECONDS of watching "
                         "this computer.");
    if (given("duration")) {
        const auto duration = readDuration(value("duration"));
        if (!duration)
            return Words::tr("--duration is a number of seconds up to a day, not “%1”.")
                .arg(value("duration"));
        report.duration = *duration;
    }
    return {};
}

/// Reads the picture's options; returns what is wrong with them, or nothing.
QString readPicture(const QCommandLineParser& parser, PictureRequest& picture) {
    const auto value = [&](const char* name) { return parser.value(QLatin1String(name)); };
    const auto given = [&](const char* name) { return parser.isSet(QLatin1String(name)); };
    picture.path = value("screenshot");
    const QString suffix = QFileInfo(picture.path).suffix().toLower();
    picture.svg = suffix == QLatin1String("svg");
    if (!picture.svg && suffix != QLatin1String("png"))
        return Words::tr("--screenshot takes a file that ends in .png or .svg.");
    if (given("view")) {
        static const QStringList views{QStringLiteral("window"),  QStringLiteral("table"),
                                       QStringLiteral("diagram"), QStringLiteral("ladder"),
                                       QStringLiteral("chart"),   QStringLiteral("diagnosis")};
        const qsizetype view = views.indexOf(value("view"));
        if (view < 0)
            return Words::tr(
                       "--view is window, table, diagram, ladder, chart or diagnosis, not “%1”.")
                .arg(value("view"));
        picture.view = PictureView(view);
    }
    if (picture.svg && (picture.view == PictureView::Window || picture.view == PictureView::Table ||
                        picture.view == PictureView::Diagnosis))
        return Words::tr("SVG can only show the diagram, the ladder or the chart: add "
                         "--view diagram, or name a .png file.");
    if (given("size")) {
        picture.size = readSize(value("size"));
        if (!picture.size)
            return Words::tr("--size is WIDTHxHEIGHT, each from %1 to %2, not “%3”.")
                .arg(kLeastSide)
                .arg(kMostSide)
                .arg(value("size"));
    }
    if (given("theme")) {
        if (value("theme") != QLatin1String("light") && value("theme") != QLatin1String("dark"))
            return Words::tr("--theme is light or dark, not “%1”.").arg(value("theme"));
        picture.theme =
            value("theme") == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Light;
    }
    if (given("language")) {
        const auto language = readLanguage(value("language"));
        if (!language)
            return Words::tr("--language is en or zh_CN, not “%1”.").arg(value("language"));
        picture.language = *language;
    }
    if (given("select")) {
        picture.select = readTuple(value("select"));
        if (!picture.select)
            return Words::tr("--select is LOCAL:PORT-REMOTE:PORT, not “%1”.").arg(value("select"));
    }
    if (given("connection")) {
        bool ok = false;
        picture.connection = value("connection").toULongLong(&ok);
        if (!ok)
            return Words::tr("--connection is a number, not “%1”.").arg(value("connection"));
    }
    if (picture.view == PictureView::Ladder) {
        if (picture.capture.isEmpty())
            return Words::tr("--view ladder needs a capture file.");
        if (!picture.select && !picture.connection)
            return Words::tr("--view ladder needs a connection: add --connection or --select.");
    }
    if (given("at")) {
        bool ok = false;
        const double seconds = value("at").toDouble(&ok);
        if (!ok || !(seconds >= 0) || seconds > 1e9)
            return Words::tr("--at is a number of seconds from 0, not “%1”.").arg(value("at"));
        if (picture.capture.isEmpty())
            return Words::tr("--at needs a capture file.");
        picture.at = Duration(qRound64(seconds * 1e9));
    }
    if (given("duration")) {
        picture.duration = readDuration(value("duration"));
        if (!picture.duration)
            return Words::tr("--duration is a number of seconds up to a day, not “%1”.")
                .arg(value("duration"));
    }
    return {};
}

} // namespace

CommandLine readCommandLine(const QStringList& given) {
    QStringList arguments = given;
    const std::optional<QByteArray> redact = takeRedactOption(arguments);
    QCommandLineParser parser;
    describe(parser);
    CommandLine line;
    const auto misuse = [&](const QString& message) {
        line.outcome = CommandLine::Outcome::Misuse;
        line.message = message;
        return line;
    };
    if (!parser.parse(arguments))
        return misuse(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        line.outcome = CommandLine::Outcome::Help;
        return line;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        line.outcome = CommandLine::Outcome::Version;
        return line;
    }
    if (parser.positionalArguments().size() > 1)
        return misuse(Words::tr("One capture file at a time, not “%1” too.")
                          .arg(parser.positionalArguments().at(1)));
    line.capture = line.picture.capture = line.report.capture =
        parser.positionalArguments().value(0);
    if (parser.isSet(QStringLiteral("report"))) {
        if (const QString problem = readReport(parser, line.report); !problem.isEmpty())
            return misuse(problem);
        line.report.redact = redact;
        line.outcome = CommandLine::Outcome::WriteReport;
        return line;
    }
    if (redact)
        return misuse(Words::tr("--redact goes with --report."));
    if (!parser.isSet(QStringLiteral("screenshot"))) {
        for (const char* name :
             {"view", "size", "theme", "language", "select", "connection", "at", "duration"}) {
            if (parser.isSet(QLatin1String(name)))
                return misuse(Words::tr("--%1 goes with --screenshot.").arg(QLatin1String(name)));
        }
        return line;
    }
    if (const QString problem = readPicture(parser, line.picture); !problem.isEmpty())
        return misuse(problem);
    line.outcome = CommandLine::Outcome::DrawPicture;
    return line;
}

QString helpText() {
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace synoptic
