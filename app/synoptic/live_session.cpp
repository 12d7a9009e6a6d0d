// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/live_session.h"

#include "model/sources/source_factory.h"
#include "views/common/banner.h"

#include <system_error>

namespace synoptic {

namespace {
/// Values are shown five times a second; what comes faster is merged on the other side.
constexpr std::chrono::milliseconds kPace{200};
} // namespace

LiveSession::LiveSession(MainWindow& window, Settings& settings)
    : window_(window), settings_(settings) {
    pace_.setSingleShot(true);
    connect(&pace_, &QTimer::timeout, this, &LiveSession::take);
    connect(&window, &MainWindow::watchRequested, this, &LiveSession::start);
    connect(&window, &MainWindow::watchSettingsChanged, this, &LiveSession::applySettings);
    connect(&window, &MainWindow::refreshRequested, this, [this] {
        if (monitor_)
            monitor_->refreshSoon();
    });
    connect(&window, &MainWindow::pauseRequested, this, [this](bool pause) {
        if (monitor_)
            pause ? monitor_->pause() : monitor_->resume();
    });
}

LiveSession::~LiveSession() = default;

bool LiveSession::start() {
    if (monitor_)
        return true;
    try {
        MonitorThread::Sources sources;
        SocketTableOptions options;
        options.interval = settings_.interval();
        sources.push_back(makeSocketTableSource(options));
        TrackerLimits limits;
        limits.keepClosed = settings_.keepClosed();
        monitor_ = std::make_unique<MonitorThread>(std::move(sources), limits, [this] {
            QMetaObject::invokeMethod(this, &LiveSession::takeSoon, Qt::QueuedConnection);
        });
        monitor_->start();
    } catch (const std::system_error& error) {
        monitor_.reset();
        BannerContent content;
        content.severity = Severity::Error;
        content.title = tr("Watching could not begin.");
        content.text = tr("The system refused it (%1). Close other programs and try again.")
                           .arg(QString::fromLocal8Bit(error.what()));
        window_.banners()->show(QStringLiteral("source"), content);
        window_.setWatching(false);
        return false;
    }
    window_.setWatching(true);
    return true;
}

void LiveSession::takeSoon() {
    if (pace_.isActive())
        return;
    const qint64 since = sinceTaken_.isValid() ? sinceTaken_.elapsed() : kPace.count();
    if (since >= kPace.count())
        take();
    else
        pace_.start(int(kPace.count() - since));
}

void LiveSession::take() {
    sinceTaken_.restart();
    if (!monitor_)
        return;
    if (const std::optional<MonitorUpdate> update = monitor_->takeUpdate()) {
        window_.setSources(update->sources);
        window_.apply(update->changes);
        Q_EMIT updated();
    }
}

void LiveSession::applySettings() {
    if (!monitor_)
        return;
    monitor_->setInterval(settings_.interval());
    TrackerLimits limits;
    limits.keepClosed = settings_.keepClosed();
    monitor_->setLimits(limits);
}

} // namespace synoptic
