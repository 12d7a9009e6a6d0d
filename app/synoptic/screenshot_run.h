// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/synoptic/command_line.h"
#include "app/synoptic/watch_session.h"
#include "views/window/main_window.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace synoptic {

/// Draws one picture of the window or a part of it, once there is something to see, and ends the
/// application with the exit status.
class ScreenshotRun : public QObject {
    Q_OBJECT
public:
    ScreenshotRun(const PictureRequest& request, MainWindow& window, WatchSession& session);
    void start();

private:
    void onUpdate();
    void onCaptureUpdate();
    bool select();
    void draw();
    void awaitDetail(std::chrono::steady_clock::time_point end);
    void awaitLadder(std::chrono::steady_clock::time_point end);
    void save();
    QImage image();
    QImage ladderImage(QSize size);
    /// Empty if it could not be drawn.
    QByteArray png();
    QByteArray svg();
    void finish(int status, const QString& message = {});

    PictureRequest request_;
    MainWindow& window_;
    WatchSession& session_;
    QTimer enough_;
    bool seen_ = false;
};

} // namespace synoptic
