// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/watch_session.h"

#include "app/synoptic/packet_saving.h"
#include "app/synoptic/report_saving.h"
#include "model/items/safe_text.h"
#include "model/items/save_file.h"
#include "model/sources/capture_file_source.h"
#include "model/sources/source_factory.h"
#include "views/common/banner.h"
#include "views/lesson/lesson_panel.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <system_error>
#include <utility>

namespace synoptic {

namespace {
/// Values reach the window five times a second at most: a source that has news every few
/// milliseconds (processes being found) must not keep the interface busy. What waits is merged on
/// the other side.
constexpr std::chrono::milliseconds kPace{200};
/// So long after the last change of a threshold an open capture is read again.
constexpr std::chrono::milliseconds kAnew{500};
/// Trace and packets come in batches of up to 50 ms: what they tell shall be told before a later
/// table.
constexpr std::chrono::milliseconds kHoldBack{80};
/// A capture's connections do not go away by themselves; a machine's memory is the bound.
constexpr std::size_t kMostOfCapture = 4'000'000;

/// Beside the program as it was built, or where it is installed.
QString setupCommand() {
    const QDir beside(QCoreApplication::applicationDirPath());
    for (const QString& place :
         {QStringLiteral("synoptic-setup"), QStringLiteral("../sbin/synoptic-setup")}) {
        if (const QFileInfo setup(beside, place); setup.isExecutable())
            return QStringLiteral("sudo ") + QDir::cleanPath(setup.absoluteFilePath());
    }
    return {};
}

/// Beside the build tree's programs, or where it is installed; empty: not there.
QString lessonFile() {
    const QDir beside(QCoreApplication::applicationDirPath());
    for (const QString& folder : {QStringLiteral("../lessons"), QStringLiteral("lessons"),
                                  QStringLiteral("../share/synoptic/lessons")}) {
        if (const QFileInfo file(beside, folder + QStringLiteral("/first-connection.json"));
            file.isReadable())
            return file.absoluteFilePath();
    }
    return {};
}
} // namespace

WatchSession::WatchSession(MainWindow& window, Settings& settings)
    : window_(window), settings_(settings) {
    pace_.setSingleShot(true);
    retiring_.setMaxThreadCount(1);
    window.setSetupCommand(setupCommand());
    window.setAdministratorOffered(QFileInfo(QStringLiteral("/usr/bin/pkexec")).isExecutable());
    connect(&pace_, &QTimer::timeout, this, &WatchSession::take);
    anew_.setSingleShot(true);
    anew_.setInterval(kAnew);
    connect(&anew_, &QTimer::timeout, this, &WatchSession::diagnoseAnew);
    connect(&window, &MainWindow::watchRequested, this, &WatchSession::watchComputer);
    connect(&window, &MainWindow::captureRequested, this,
            [this](const QString& path) { openCapture(path); });
    connect(&window, &MainWindow::lessonRequested, this, &WatchSession::playLesson);
    connect(window.lessonPanel(), &LessonPanel::stepRequested, this, &WatchSession::playStep);
    connect(&window, &MainWindow::watchSettingsChanged, this, &WatchSession::applySettings);
    connect(&window, &MainWindow::packetsRequested, this, &WatchSession::capturePackets);
    connect(&window, &MainWindow::firewallRequested, this, &WatchSession::readFirewall);
    connect(&window, &MainWindow::packetsUnwanted, this, &WatchSession::stopPackets);
    connect(&window, &MainWindow::traceAsAdministratorRequested, this,
            &WatchSession::traceAsAdministrator);
    connect(&window, &MainWindow::remoteRequested, this, &WatchSession::watchRemote);
    connect(&window, &MainWindow::remoteInterfacesWanted, this,
            &WatchSession::askForRemoteInterfaces);
    connect(&window, &MainWindow::interfacesWanted, this, &WatchSession::askForInterfaces);
    connect(&window, &MainWindow::savePacketsRequested, this, &WatchSession::savePackets);
    connect(&window, &MainWindow::actRequested, this, &WatchSession::act);
    connect(&window, &MainWindow::abilitiesWanted, this, &WatchSession::askForAbilities);
    connect(&window, &MainWindow::reportRequested, this, &WatchSession::saveReport);
    const auto withMonitor = [this](auto act) {
        return [this, act](auto... arguments) {
            if (monitor_)
                act(*monitor_, arguments...);
        };
    };
    connect(&window, &MainWindow::refreshRequested, this,
            withMonitor([](MonitorThread& monitor) { monitor.refreshSoon(); }));
    connect(&window, &MainWindow::pauseRequested, this,
            withMonitor([](MonitorThread& monitor, bool pause) {
                pause ? monitor.pause() : monitor.resume();
            }));
    connect(&window, &MainWindow::focusChanged, this,
            withMonitor([](MonitorThread& monitor, ConnectionKey key) { monitor.setFocus(key); }));
    connect(&window, &MainWindow::cancelRequested, this,
            withMonitor([](MonitorThread& monitor) { monitor.cancel(); }));
}

WatchSession::~WatchSession() {
    stopActs_.request_stop();
    acts_.waitForDone();
    work_.waitForDone();
    retiring_.waitForDone();
}

bool WatchSession::watchComputer() {
    if (monitor_ && window_.subject().kind == WatchedSubject::Kind::Computer)
        return true;
    SocketTableOptions options;
    options.interval = settings_.interval();
    options.holdBack = kHoldBack;
    MonitorThread::Sources sources;
    sources.push_back(makeSocketTableSource(options));
    // Where the helper may not read it, its status says so, and polling goes on without.
    sources.push_back(makeKernelTraceSource({{}, currentNetns(), false}));
    // Likewise: the listeners' panel says what it may not see.
    sources.push_back(makeFirewallSource());
    askForAbilities();
    return begin(std::move(sources), limits(), {WatchedSubject::Kind::Computer, {}});
}

bool WatchSession::openCapture(const QString& path, std::optional<Duration> until) {
    CaptureFileOptions options;
    options.path = QFile::encodeName(path).toStdString();
    options.until = until;
    MonitorThread::Sources sources;
    sources.push_back(makeCaptureFileSource(options));
    TrackerLimits limits;
    limits.connections = kMostOfCapture;
    until_ = until;
    return begin(std::move(sources), limits, {WatchedSubject::Kind::Capture, path});
}

bool WatchSession::playLesson() {
    window_.banners()->remove(QStringLiteral("lesson"));
    QFile file(lessonFile());
    LessonResult read;
    if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly))
        read.error = tr("Its files were not found. Install Synoptic again.");
    else
        read = readLesson(file.readAll());
    if (!read.lesson) {
        BannerContent content;
        content.severity = Severity::Error;
        content.title = tr("The sample lesson cannot be played.");
        content.text = read.error;
        window_.banners()->show(QStringLiteral("lesson"), content);
        return false;
    }
    lesson_ = *read.lesson;
    lessonCapture_ = QFileInfo(file).dir().filePath(lesson_.capture);
    window_.lessonPanel()->setLesson(lesson_);
    return playStep(0);
}

bool WatchSession::playStep(int step) {
    CaptureFileOptions options;
    options.path = QFile::encodeName(lessonCapture_).toStdString();
    options.follow = false;
    options.untilPackets = lesson_.steps.at(std::size_t(step)).packets;
    MonitorThread::Sources sources;
    sources.push_back(makeCaptureFileSource(options));
    return begin(std::move(sources), {}, {WatchedSubject::Kind::Capture, lessonCapture_, true});
}

bool WatchSession::begin(MonitorThread::Sources sources, const TrackerLimits& limits,
                         const WatchedSubject& subject) {
    retire();
    window_.banners()->remove(QStringLiteral("source"));
    try {
        monitor_ = std::make_unique<MonitorThread>(std::move(sources), limits,
                                                   [this, generation = generation_] {
                                                       QMetaObject::invokeMethod(
                                                           this,
                                                           [this, generation] {
                                                               if (generation == generation_)
                                                                   takeSoon();
                                                           },
                                                           Qt::QueuedConnection);
                                                   });
        window_.setSubject(subject);
        thresholds_ = settings_.thresholds();
        monitor_->setThresholds(thresholds_);
        monitor_->setAllNamespaces(wantsAllNamespaces());
        monitor_->start();
    } catch (const std::system_error& error) {
        monitor_.reset();
        BannerContent content;
        content.severity = Severity::Error;
        content.title = tr("Watching could not begin.");
        content.text = tr("The system refused it (%1). Close other programs and try again.")
                           .arg(QString::fromLocal8Bit(error.what()));
        window_.setSubject({});
        window_.banners()->show(QStringLiteral("source"), content);
        return false;
    }
    return true;
}

void WatchSession::retire() {
    ++generation_;
    pace_.stop();
    anew_.stop();
    selectedBefore_ = 0;
    sinceTaken_.invalidate();
    if (monitor_)
        retiring_.start(
            [old = std::shared_ptr<MonitorThread>(std::move(monitor_))] { old->stop(); });
}

void WatchSession::takeSoon() {
    if (pace_.isActive())
        return;
    const qint64 since = sinceTaken_.isValid() ? sinceTaken_.elapsed() : kPace.count();
    if (since >= kPace.count())
        take();
    else
        pace_.start(int(kPace.count() - since));
}

void WatchSession::take() {
    sinceTaken_.restart();
    if (!monitor_)
        return;
    if (const std::optional<MonitorUpdate> update = monitor_->takeUpdate()) {
        window_.setSources(update->sources);
        window_.apply(update->changes);
        window_.apply(update->diagnosis);
        if (selectedBefore_ != 0 && window_.models().connections().find(selectedBefore_))
            window_.selectConnection(std::exchange(selectedBefore_, 0));
        // The only one: a step begins anew, and its connection is looked at from the start.
        if (window_.subject().lesson && !update->changes.changed.empty())
            window_.selectConnection(update->changes.changed.front().key);
        Q_EMIT updated();
    }
}

void WatchSession::capturePackets(const CaptureRequest& request) {
    if (!watchComputer())
        return;
    LivePacketsOptions options;
    options.interfaceName = request.interface.toStdString();
    options.filter = request.filter.toStdString();
    options.recordPayload = request.recordPayload;
    if (request.asAdministrator)
        options.helper = HelperReach::administrator();
    monitor_->removeSource(kPacketsSource);
    monitor_->addSource(kPacketsSource, makeLivePacketsSource(options));
}

void WatchSession::readFirewall() {
    if (!monitor_ || window_.subject().kind != WatchedSubject::Kind::Computer)
        return;
    FirewallOptions options;
    options.helper = HelperReach::administrator();
    monitor_->removeSource(kFirewallSource);
    monitor_->addSource(kFirewallSource, makeFirewallSource(options));
}

void WatchSession::stopPackets() {
    if (monitor_)
        monitor_->removeSource(kPacketsSource);
}

void WatchSession::askForInterfaces() {
    work_.start([this] {
        const CaptureInterfaces found = listCaptureInterfaces();
        QList<InterfaceChoice> choices;
        for (const CaptureInterface& one : found.list)
            choices.append({QString::fromStdString(one.name),
                            QString::fromStdString(one.description), one.isUp, one.isLoopback});
        const QString said = QString::fromStdString(found.problem);
        QMetaObject::invokeMethod(this, [this, choices, said] {
            window_.setInterfaces(
                choices, said.isEmpty()
                             ? QString()
                             : tr("The interfaces cannot be listed: %1").arg(safeText(said, 300)));
        });
    });
}

void WatchSession::savePackets(const QString& path, ConnectionKey connection) {
    auto job = std::make_shared<PacketSaving>(window_.models(), connection);
    work_.start([this, job, path] {
        const QString problem = job->saveTo(path);
        QMetaObject::invokeMethod(this, [this, path, problem] {
            problem.isEmpty() ? window_.tellSaved(path) : window_.tellFailure(path, problem);
        });
    });
}

void WatchSession::saveReport(const ReportRequest& request) {
    auto job = std::make_shared<ReportSaving>(window_, request, settings_.thresholds());
    const LanguageChoice language = request.language;
    const auto tell = [this, path = request.path](const QString& problem) {
        QMetaObject::invokeMethod(this, [this, path, problem] {
            problem.isEmpty() ? window_.tellSaved(path) : window_.tellFailure(path, problem);
        });
    };
    work_.start([this, job, language, tell] {
        job->collect();
        if (!job->problem().isEmpty()) {
            tell(job->problem());
            return;
        }
        QMetaObject::invokeMethod(this, [this, job, language, tell] {
            QByteArray contents;
            window_.speak(language, [&] { contents = job->draw(); });
            work_.start([job, contents, tell] {
                tell(contents.isEmpty() ? tr("There is not enough memory for it")
                                        : saveFile(job->path(), contents, Readers::Owner));
            });
        });
    });
}

TrackerLimits WatchSession::limits() const {
    TrackerLimits limits;
    limits.keepClosed = settings_.keepClosed();
    return limits;
}

void WatchSession::applySettings() {
    if (!monitor_)
        return;
    if (!window_.isLive()) {
        // What was found in a file was found at the time: only reading it again tells anew.
        if (settings_.thresholds() != thresholds_ && !window_.subject().lesson)
            anew_.start();
        return;
    }
    monitor_->setInterval(settings_.interval());
    monitor_->setLimits(limits());
    thresholds_ = settings_.thresholds();
    monitor_->setThresholds(thresholds_);
    monitor_->setAllNamespaces(wantsAllNamespaces());
}

void WatchSession::diagnoseAnew() {
    const WatchedSubject subject = window_.subject();
    if (!monitor_ || subject.kind != WatchedSubject::Kind::Capture || subject.lesson ||
        settings_.thresholds() == thresholds_)
        return;
    const ConnectionKey selected = window_.models().selectedKey();
    openCapture(subject.path, until_);
    selectedBefore_ = selected;
}

/// Another machine's trace tells of all it has.
bool WatchSession::wantsAllNamespaces() const {
    return window_.subject().kind == WatchedSubject::Kind::Computer && settings_.allNamespaces();
}

} // namespace synoptic
