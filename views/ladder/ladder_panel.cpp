// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_panel.h"

#include "views/common/segmented_control.h"
#include "views/ladder/ladder_export.h"
#include "views/ladder/ladder_legend.h"
#include "views/ladder/ladder_strip.h"
#include "views/ladder/ladder_view.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

/// Among those who ask PacketDetails for packets.
constexpr int kExportViewer = 0x1ade;
/// In a lower panel the rows need the legend's room more.
constexpr int kLeastHeightWithLegend = 300;

} // namespace

LadderPanel::LadderPanel(QWidget* parent)
    : QWidget(parent), strip_(new LadderStrip(this)), view_(new LadderView(this)),
      legend_(new LadderLegend(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(strip_);
    column->addWidget(view_, 1);
    column->addWidget(legend_);
    connect(strip_, &LadderStrip::absoluteNumbersChosen, view_, &LadderView::setAbsoluteNumbers);
    connect(strip_, &LadderStrip::clockTimesChosen, view_, &LadderView::setClockTimes);
    connect(strip_, &LadderStrip::collapseDataToggled, view_, &LadderView::setCollapseData);
    connect(strip_, &LadderStrip::compressGapsToggled, view_, &LadderView::setCompressGaps);
    connect(view_, &LadderView::packetSelected, this, &LadderPanel::packetSelected);
    connect(view_, &LadderView::contentChanged, this, [this] {
        tellSubject();
        showLegend();
    });
    showLegend();
}

LadderPanel::~LadderPanel() = default;

void LadderPanel::setPackets(PacketDetails* packets) {
    if (packets_)
        packets_->disconnect(this);
    packets_ = packets;
    exportDone_ = nullptr;
    if (packets) {
        connect(packets, &PacketDetails::arrived, this, &LadderPanel::endExportWhenRead);
        connect(packets, &PacketDetails::reset, this, [this] { exportDone_ = nullptr; });
    }
    view_->setPackets(packets);
}

void LadderPanel::show(const ConnectionSnapshot* connection,
                       const std::optional<ConnectionDetail>& detail) {
    if (!connection || connection->key != view_->content().connection.key)
        exportDone_ = nullptr;
    view_->show(connection, detail);
}

bool LadderPanel::selectPacket(PacketNumber number) {
    return view_->selectPacket(number);
}

void LadderPanel::setLearning(bool learning) {
    view_->setLearning(learning);
}

void LadderPanel::setPeerTimes(std::function<std::optional<Timestamp>(PacketNumber)> peerTime) {
    view_->setPeerTimes(std::move(peerTime));
}

QString LadderPanel::subject() const {
    return view_->hasRows() ? ladderSubject(view_->content()) : QString();
}

void LadderPanel::tellSubject() {
    if (const QString now = subject(); now != subject_) {
        subject_ = now;
        Q_EMIT subjectChanged(now);
    }
}

void LadderPanel::showLegend() {
    legend_->setVisible(view_->hasRows() && height() >= kLeastHeightWithLegend);
}

QImage LadderPanel::renderImage(double scale) {
    view_->settle();
    const QSize size = view_->size();
    if (scale <= 0 || size.isEmpty())
        return {};
    const double legend =
        view_->hasRows() ? paintLadderLegend(nullptr, themeOf(this), size.width(), 0) : 0;
    const QSizeF whole(size.width(), size.height() + legend);
    QImage image((whole * scale).toSize(), QImage::Format_RGB32);
    image.fill(themeOf(this).window);
    QPainter painter(&image);
    painter.scale(scale, scale);
    view_->paintSight(painter);
    if (legend > 0) {
        painter.fillRect(QRectF(0, size.height(), size.width(), legend), themeOf(this).window);
        paintLadderLegend(&painter, themeOf(this), size.width(), size.height());
    }
    return image;
}

bool LadderPanel::renderSvg(QIODevice* device) {
    view_->settle();
    return renderLadderSvg(device, themeOf(this), view_->content());
}

bool LadderPanel::renderPdf(QIODevice* device) {
    view_->settle();
    return renderLadderPdf(device, view_->content());
}

void LadderPanel::prepareExport(std::function<void()> done) {
    view_->settle();
    exportDone_ = std::move(done);
    exported_.clear();
    const LadderRows& rows = view_->content().rows;
    const std::size_t count = std::min(rows.rows().size(), kMostExportedRows);
    for (std::size_t i = 0; i < count && packets_; ++i) {
        const LadderRow& row = rows.rows()[i];
        if (row.kind == LadderRow::Kind::Segment || row.kind == LadderRow::Kind::DataRun)
            exported_.push_back(rows.packets()[row.first]);
        if (row.kind == LadderRow::Kind::DataRun)
            exported_.push_back(rows.packets()[row.last]);
    }
    if (packets_)
        packets_->want(kExportViewer, exported_);
    endExportWhenRead();
}

void LadderPanel::endExportWhenRead() {
    if (!exportDone_)
        return;
    const bool read = std::all_of(exported_.begin(), exported_.end(), [this](PacketNumber number) {
        return !packets_->packets().contains(number) || packets_->find(number);
    });
    if (!read)
        return;
    std::exchange(exportDone_, nullptr)();
    if (packets_ && !exportDone_)
        packets_->want(kExportViewer, {});
}

void LadderPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        tellSubject();
}

void LadderPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showLegend();
}

} // namespace synoptic
