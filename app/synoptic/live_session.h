// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/monitor.h"
#include "views/window/main_window.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace synoptic {

/// Joins the monitor thread to the window: changes one way, wishes the other. GUI thread; the
/// monitor reaches it by a posted event only.
class LiveSession : public QObject {
    Q_OBJECT
public:
    /// Both outlive the session.
    LiveSession(MainWindow& window, Settings& settings);
    ~LiveSession() override;

    /// Begins to watch this computer. False if it cannot, and the window says why.
    bool start();

Q_SIGNALS:
    /// The window has taken over an update.
    void updated();

private:
    void takeSoon();
    void take();
    void applySettings();

    MainWindow& window_;
    Settings& settings_;
    QTimer pace_;
    QElapsedTimer sinceTaken_;
    std::unique_ptr<MonitorThread> monitor_; ///< last: ends before what its callback uses
};

} // namespace synoptic
