// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/lesson.h"
#include "model/sources/monitor.h"
#include "views/window/main_window.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

namespace synoptic {

/// Joins the monitor thread to the window: changes one way, wishes the other. GUI thread; the
/// monitor reaches it by a posted event only.
class WatchSession : public QObject {
    Q_OBJECT
public:
    /// Both outlive the session.
    WatchSession(MainWindow& window, Settings& settings);
    ~WatchSession() override;

    /// Begins to watch this computer. False if it cannot, and the window says why.
    bool watchComputer();
    /// Shows a capture file instead of what was shown before; no further than `until` after its
    /// first packet.
    bool openCapture(const QString& path, std::optional<Duration> until = {});
    /// Plays the sample lesson from its first step. False if it is not there, and the window says
    /// so.
    bool playLesson();

Q_SIGNALS:
    /// The window has taken over an update.
    void updated();

private:
    // The numbers of sources; the socket table is 0.
    static constexpr int kTraceSource = 1;
    static constexpr int kFirewallSource = 2;
    static constexpr int kPacketsSource = 3;

    void capturePackets(const CaptureRequest& request);
    void stopPackets();
    void readFirewall();
    void askForAbilities();
    void act(const ActRequest& request);
    void traceAsAdministrator();
    void watchRemote(const RemoteRequest& request);
    void askForRemoteInterfaces(const QString& host);
    void askForInterfaces();
    void savePackets(const QString& path, ConnectionKey connection);
    void saveReport(const ReportRequest& request);
    bool begin(MonitorThread::Sources sources, const TrackerLimits& limits,
               const WatchedSubject& subject);
    bool playStep(int step);
    void retire();
    void takeSoon();
    void take();
    void applySettings();
    /// Reads the open capture again, with the thresholds of now; what is selected stays so.
    void diagnoseAnew();
    TrackerLimits limits() const;
    bool wantsAllNamespaces() const;

    MainWindow& window_;
    Settings& settings_;
    QString lessonCapture_; ///< path
    Lesson lesson_;
    std::optional<Duration> until_;    ///< how much of the capture is shown
    DiagnosisThresholds thresholds_;   ///< the monitor's
    QTimer anew_;                      ///< a person turns more than one knob, and each step by step
    ConnectionKey selectedBefore_ = 0; ///< to be selected again when the capture was read again
    QTimer pace_;
    QElapsedTimer sinceTaken_;
    /// A monitor ends within tens of milliseconds, but not while a person waits.
    QThreadPool retiring_;
    QThreadPool acts_; ///< what is done to this computer, which may wait for a password
    std::stop_source stopActs_;
    QThreadPool work_;                       ///< questions to the helper, and files to be saved
    std::uint64_t generation_ = 0;           ///< tells what a monitor before this one still posted
    std::unique_ptr<MonitorThread> monitor_; ///< last: ends before what its callback uses
};

} // namespace synoptic
