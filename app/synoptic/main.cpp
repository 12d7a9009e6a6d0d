// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/command_line.h"
#include "app/synoptic/report_run.h"
#include "app/synoptic/screenshot_run.h"
#include "app/synoptic/watch_session.h"
#include "model/tracking/flow_ticket.h"
#include "views/settings/language.h"
#include "views/theme/icons.h"

#include <QApplication>
#include <QRandomGenerator>

#include <cstdio>

using namespace synoptic;

namespace {

bool hasDisplay() {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// The offscreen platform talks of what it cannot do with windows; a picture needs none of it.
void dropPlatformChatter(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text.startsWith(QLatin1String("This plugin does not support")) ||
        text.startsWith(QLatin1String("QStandardPaths: ")))
        return;
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
}

void nameProgram() {
    QCoreApplication::setOrganizationName(QStringLiteral("synoptic"));
    QCoreApplication::setApplicationName(QStringLiteral("synoptic"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SYNOPTIC_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.synoptic.Synoptic"));
}

int drawPicture(const PictureRequest& request) {
    // The user's settings are neither read nor written.
    Settings settings = Settings::inMemory();
    settings.setTheme(request.theme);
    settings.setLanguage(request.language);
    settings.setReducedMotion(MotionChoice::Off);
    ThemeManager themes;
    LanguageSwitch languages;
    MainWindow window(settings, themes, languages);
    WatchSession session(window, settings);
    ScreenshotRun run(request, window, session);
    QMetaObject::invokeMethod(&run, &ScreenshotRun::start, Qt::QueuedConnection);
    return QApplication::exec();
}

int writeReport(const ReportOutput& request) {
    LanguageSwitch languages;
    languages.use(request.language);
    return runReport(request);
}

int openWindow(const QString& capture) {
    Settings settings = Settings::ofUser();
    ThemeManager themes;
    LanguageSwitch languages;
    MainWindow window(settings, themes, languages);
    WatchSession session(window, settings);
    if (qEnvironmentVariableIsSet("SYNOPTIC_REPORT_START")) {
        // For tests/bench: the moment at which a person sees the first connections.
        QObject::connect(
            &session, &WatchSession::updated, &window,
            [&window] {
                window.repaint();
                std::fputs("first rows\n", stderr);
            },
            Qt::SingleShotConnection);
    }
    if (capture.isEmpty())
        session.watchComputer();
    else
        session.openCapture(capture);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    saltFlowHash(QRandomGenerator::system()->generate64());
    nameProgram();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const CommandLine line = readCommandLine(arguments);
    switch (line.outcome) {
    case CommandLine::Outcome::Misuse:
        std::fprintf(stderr, "synoptic: %s See synoptic --help.\n", qPrintable(line.message));
        return 2;
    case CommandLine::Outcome::Help: {
        QCoreApplication application(argc, argv);
        std::fputs(qPrintable(helpText()), stdout);
        return 0;
    }
    case CommandLine::Outcome::Version:
        std::puts("synoptic " SYNOPTIC_VERSION);
        return 0;
    case CommandLine::Outcome::DrawPicture:
    case CommandLine::Outcome::WriteReport:
        if (!hasDisplay())
            qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler(dropPlatformChatter);
        break;
    case CommandLine::Outcome::OpenWindow:
        if (!hasDisplay()) {
            std::fputs("synoptic: there is no display to open a window on. Set DISPLAY or "
                       "WAYLAND_DISPLAY, or draw a picture with --screenshot FILE.png.\n",
                       stderr);
            return 1;
        }
        break;
    }
    QApplication application(argc, argv);
    QApplication::setWindowIcon(applicationIcon());
    if (line.outcome == CommandLine::Outcome::WriteReport)
        return writeReport(line.report);
    return line.outcome == CommandLine::Outcome::DrawPicture ? drawPicture(line.picture)
                                                             : openWindow(line.capture);
}
