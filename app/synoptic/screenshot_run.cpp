// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/screenshot_run.h"

#include "model/items/capture_text.h"
#include "model/items/format.h"
#include "model/items/save_file.h"
#include "views/charts/charts_view.h"
#include "views/diagram/state_diagram_view.h"
#include "views/ladder/ladder_panel.h"
#include "views/ladder/ladder_view.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"

#include <QApplication>
#include <QBuffer>
#include <QPainter>

#include <cstdio>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// The diagnosis is the window in its layout for it.
bool showsWindow(PictureView view) {
    return view == PictureView::Window || view == PictureView::Diagnosis;
}

/// Charts need a few seconds to be worth a look, tables and counts do not.
std::chrono::milliseconds patienceFor(PictureView view) {
    return showsWindow(view) || view == PictureView::Chart ? 5000ms : 1500ms;
}
constexpr std::chrono::milliseconds kMostWait{15000}; ///< for the first data

QSize sizeFor(const PictureRequest& request) {
    if (request.size)
        return *request.size;
    switch (request.view) {
    case PictureView::Window:
    case PictureView::Diagnosis:
        return {1440, 900};
    case PictureView::Table:
        return {1000, 600};
    case PictureView::Diagram:
    case PictureView::Ladder:
        return {900, 600};
    case PictureView::Chart:
        break;
    }
    return {900, 320};
}

/// A part of the window in a size of its own.
QImage grabApart(QWidget* part, QSize size) {
    QWidget* const home = part->parentWidget();
    part->setParent(nullptr);
    part->resize(size);
    part->show();
    QCoreApplication::processEvents();
    const QImage image = part->grab().toImage();
    part->setParent(home);
    return image;
}

bool sameEnds(const FourTuple& a, const FourTuple& b) {
    const auto same = [](const Endpoint& x, const Endpoint& y) {
        return x.address == y.address && x.port == y.port &&
               (x.scope == y.scope || x.scope == 0 || y.scope == 0);
    };
    return same(a.local, b.local) && same(a.remote, b.remote);
}

} // namespace

ScreenshotRun::ScreenshotRun(const PictureRequest& request, MainWindow& window,
                             WatchSession& session)
    : request_(request), window_(window), session_(session) {
    enough_.setSingleShot(true);
    connect(&enough_, &QTimer::timeout, this, &ScreenshotRun::draw);
    connect(&session, &WatchSession::updated, this, &ScreenshotRun::onUpdate);
}

void ScreenshotRun::start() {
    const bool whole = showsWindow(request_.view);
    if (whole)
        window_.resize(sizeFor(request_));
    const auto duration = request_.duration.value_or(patienceFor(request_.view));
    window_.charts()->setRange(duration <= 60s    ? ChartRange::OneMinute
                               : duration <= 300s ? ChartRange::FiveMinutes
                                                  : ChartRange::FifteenMinutes);
    window_.show();
    if (whole) {
        // Exactly the size asked for: parts leave before the picture grows.
        window_.setMinimumSize(1, 1);
        window_.makeRoomIn(sizeFor(request_));
        window_.resize(sizeFor(request_));
    }
    QApplication::setActiveWindow(&window_); // a picture shows the window in use
    const bool begun = request_.capture.isEmpty()
                           ? session_.watchComputer()
                           : session_.openCapture(request_.capture, request_.at);
    if (!begun) {
        finish(1, tr("The connections cannot be read."));
        return;
    }
    if (request_.view == PictureView::Diagnosis)
        window_.setWindowLayout(WindowLayout::Diagnose);
    enough_.start(kMostWait);
}

void ScreenshotRun::onUpdate() {
    if (!request_.capture.isEmpty()) {
        onCaptureUpdate();
        return;
    }
    if (seen_)
        return;
    seen_ = true;
    enough_.start(request_.duration.value_or(patienceFor(request_.view)));
}

/// A capture is drawn as soon as it is read.
void ScreenshotRun::onCaptureUpdate() {
    const std::vector<SourceStatus>& sources = window_.sources();
    if (seen_ || sources.empty())
        return;
    if (sources.front().health == SourceStatus::Health::Failed) {
        finish(1, tr("%1: %2. %3")
                      .arg(request_.capture, captureProblemText(sources.front().captureProblem),
                           captureProblemAdvice(sources.front().captureProblem)));
        return;
    }
    if (sources.front().loading) {
        enough_.start(kMostWait);
        return;
    }
    seen_ = true;
    window_.charts()->setRange(window_.charts()->rangeOfAll());
    enough_.start(0);
}

bool ScreenshotRun::select() {
    if (!request_.select && !request_.connection) {
        // Alone, the diagram is that of all connections; the window chooses the first to look at.
        if (request_.view == PictureView::Diagram)
            window_.selectConnection(0);
        return true;
    }
    const ConnectionTableModel& rows = window_.models().connections();
    ConnectionKey reversed = 0;
    for (int row = 0; row < rows.rowCount(); ++row) {
        const ConnectionSnapshot& connection = *rows.at(row);
        const std::uint64_t number =
            request_.capture.isEmpty() ? connection.key : std::uint64_t{connection.wire.flow};
        if (request_.connection && number != *request_.connection)
            continue;
        if (!request_.select || sameEnds(connection.id.tuple, *request_.select)) {
            window_.selectConnection(connection.key);
            return true;
        }
        if (sameEnds({connection.id.tuple.remote, connection.id.tuple.local}, *request_.select))
            reversed = connection.key;
    }
    window_.selectConnection(reversed);
    return reversed != 0;
}

void ScreenshotRun::draw() {
    if (!seen_) {
        finish(1, tr("No connections could be read within %1 s.").arg(kMostWait.count() / 1000));
        return;
    }
    window_.models().connections().tickOrder();
    if (!select()) {
        finish(1, request_.capture.isEmpty()
                      ? tr("There is no such connection now; see synoptic-cli snapshot for those "
                           "there are.")
                      : tr("There is no such connection in the capture; see synoptic-cli analyze "
                           "for those there are."));
        return;
    }
    // What the selection moved is laid out and polished before it is drawn.
    QTimer::singleShot(300, this,
                       [this] { awaitDetail(std::chrono::steady_clock::now() + kMostWait); });
}

/// What only the thread that reads the packets knows of the selected connection: its handshake, the
/// states of both ends, how windows are scaled.
void ScreenshotRun::awaitDetail(std::chrono::steady_clock::time_point end) {
    const ConnectionSnapshot* selected = window_.models().selected();
    const bool isComing = selected && selected->wire.flow != kNoFlow && !window_.models().detail();
    if (isComing && std::chrono::steady_clock::now() < end)
        QTimer::singleShot(20, this, [this, end] { awaitDetail(end); });
    else if (request_.view == PictureView::Ladder)
        awaitLadder(end);
    else
        QTimer::singleShot(50, this, &ScreenshotRun::save); // what it moved is laid out
}

/// Its rows come from the thread that reads the capture, its labels from the one of the packets.
void ScreenshotRun::awaitLadder(std::chrono::steady_clock::time_point end) {
    if (window_.ladderPanel()->view()->hasRows()) {
        window_.ladderPanel()->prepareExport(
            [this] { QTimer::singleShot(0, this, [this] { save(); }); });
        return;
    }
    if (std::chrono::steady_clock::now() >= end) {
        finish(1, tr("The packets of the connection could not be read within %1 s.")
                      .arg(kMostWait.count() / 1000));
        return;
    }
    QTimer::singleShot(50, this, [this, end] { awaitLadder(end); });
}

void ScreenshotRun::save() {
    // Drawn whole before anything is written, so that nothing half written is left.
    const QByteArray picture = request_.svg ? svg() : png();
    if (picture.isEmpty()) {
        finish(1, tr("The picture cannot be drawn: there is not enough memory for it. Choose a "
                     "smaller size."));
        return;
    }
    const QString problem = saveFile(request_.path, picture);
    if (!problem.isEmpty()) {
        finish(1, tr("%1 cannot be written: %2. Free some space or choose another place.")
                      .arg(request_.path, problem));
        return;
    }
    finish(0);
}

/// The rows and the legend, without the controls above them.
QImage ScreenshotRun::ladderImage(QSize size) {
    LadderPanel* ladder = window_.ladderPanel();
    QWidget* const home = ladder->parentWidget();
    ladder->setParent(nullptr);
    ladder->resize(size);
    ladder->QWidget::show();
    QCoreApplication::processEvents();
    ladder->resize(size + (size - ladder->renderImage().size()));
    QCoreApplication::processEvents();
    const QImage image = ladder->renderImage();
    ladder->setParent(home);
    return image;
}

QImage ScreenshotRun::image() {
    const QSize size = sizeFor(request_);
    switch (request_.view) {
    case PictureView::Window:
    case PictureView::Diagnosis:
        return window_.grab().toImage();
    case PictureView::Table:
        return grabApart(window_.connectionPanel()->table(), size);
    case PictureView::Diagram: {
        const double scale = qMin(size.width() / 900.0, size.height() / 600.0);
        const QImage sheet = window_.diagram()->renderImage(scale);
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(themeOf(&window_).canvas);
        QPainter painter(&image);
        const QSize drawn = (QSizeF(sheet.size()) / sheet.devicePixelRatio()).toSize();
        painter.drawImage(
            QRect(QPoint((size.width() - drawn.width()) / 2, (size.height() - drawn.height()) / 2),
                  drawn),
            sheet);
        return image;
    }
    case PictureView::Ladder:
        return ladderImage(size);
    case PictureView::Chart:
        break;
    }
    return window_.charts()->renderImage(size);
}

QByteArray ScreenshotRun::png() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image().save(&buffer, "PNG") ? bytes : QByteArray();
}

QByteArray ScreenshotRun::svg() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (request_.view == PictureView::Diagram)
        return window_.diagram()->renderSvg(&buffer) ? bytes : QByteArray();
    if (request_.view == PictureView::Ladder)
        return window_.ladderPanel()->renderSvg(&buffer) ? bytes : QByteArray();
    ChartsView* charts = window_.charts();
    charts->setParent(nullptr);
    charts->resize(sizeFor(request_));
    charts->show();
    QCoreApplication::processEvents();
    const bool drawn = charts->renderSvg(&buffer);
    charts->setParent(&window_);
    return drawn ? bytes : QByteArray();
}

void ScreenshotRun::finish(int status, const QString& message) {
    if (!message.isEmpty())
        std::fprintf(stderr, "synoptic: %s\n", qPrintable(message));
    QCoreApplication::exit(status);
}

} // namespace synoptic
