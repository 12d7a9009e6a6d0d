// SPDX-License-Identifier: GPL-3.0-or-later
// Not the window's chart: a report's times are UTC, and a capture's story may be over in less than
// the second that one takes for its smallest step.
#include "model/items/format.h"
#include "views/charts/chart_data.h"
#include "views/charts/chart_scale.h"
#include "views/charts/rate_lines.h"
#include "views/report/report_pictures.h"
#include "views/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace synoptic {

namespace {

constexpr QRectF kStackArea(56, 14, 660, 190);
constexpr QRectF kRatesArea(56, 226, 660, 50);
constexpr double kLegendLeft = 730;
constexpr double kRowHeight = 17;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CaseReport)
};

class Chart {
public:
    Chart(QPainter& painter, const CaseReport& report)
        : painter_(painter), moments_(report.moments), first_(report.material.first),
          last_(std::max(report.material.last, first_ + Duration(1))) {
        for (const TcpState state : kStackOrder) {
            const bool any = std::any_of(moments_.begin(), moments_.end(), [&](const auto& one) {
                return one.counts[index(state)] > 0;
            });
            if (any && state != TcpState::Listen)
                states_.push_back(state);
        }
    }

    void paint() {
        painter_.fillRect(QRectF(0, 0, kReportPictureWidth, kReportChartHeight), theme_.base);
        painter_.setFont(uiFont(11));
        paintStack();
        paintRates();
        paintTimes();
    }

private:
    double x(Timestamp time) const {
        const double part = std::chrono::duration<double>(time - first_) /
                            std::chrono::duration<double>(last_ - first_);
        return kStackArea.left() + kStackArea.width() * std::clamp(part, 0.0, 1.0);
    }
    /// Where a moment's column begins: its values hold from the one before.
    double left(std::size_t i) const {
        return i == 0 ? kStackArea.left() : x(moments_[i - 1].time);
    }
    double right(std::size_t i) const {
        return i + 1 == moments_.size() ? kStackArea.right() : x(moments_[i].time);
    }

    void paintAxis(const QRectF& area, const NiceScale& scale) {
        for (double value = 0; value <= scale.top + scale.step / 2; value += scale.step) {
            const double y = area.bottom() - area.height() * value / scale.top;
            painter_.setPen(QPen(theme_.chartGrid, 1));
            painter_.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            painter_.setPen(theme_.muted);
            painter_.drawText(QRectF(0, y - 9, area.left() - 8, 18),
                              Qt::AlignRight | Qt::AlignVCenter,
                              QLocale().toString(std::llround(value)));
        }
    }

    void paintStack() {
        std::uint64_t most = 0;
        for (const StateSample& one : moments_) {
            std::uint64_t sum = 0;
            for (const TcpState state : states_)
                sum += one.counts[index(state)];
            most = std::max(most, sum);
        }
        const NiceScale scale = niceScale(static_cast<double>(most), 4);
        paintAxis(kStackArea, scale);
        const auto y = [&](double value) {
            return kStackArea.bottom() - kStackArea.height() * value / scale.top;
        };
        std::vector<double> floor(moments_.size(), 0);
        //: Head of a legend's column of numbers: the most there were at one time
        paintHead(kStackArea.top() - kRowHeight + 3, Words::tr("peak"));
        double row = kStackArea.top() + kRowHeight * static_cast<double>(states_.size());
        for (const TcpState state : states_) {
            QPainterPath path(QPointF(kStackArea.left(), y(floor.front())));
            std::vector<double> top = floor;
            std::uint32_t peak = 0;
            for (std::size_t i = 0; i < moments_.size(); ++i) {
                top[i] += moments_[i].counts[index(state)];
                peak = std::max(peak, moments_[i].counts[index(state)]);
                path.lineTo(left(i), y(top[i]));
                path.lineTo(right(i), y(top[i]));
            }
            for (std::size_t i = moments_.size(); i-- > 0;) {
                path.lineTo(right(i), y(floor[i]));
                path.lineTo(left(i), y(floor[i]));
            }
            path.closeSubpath();
            painter_.fillPath(path, theme_.stateBand(state));
            row -= kRowHeight;
            paintKey(row, theme_.stateBand(state), formatState(state), peak);
            floor = std::move(top);
        }
    }

    void paintKey(double top, const QColor& color, const QString& name, std::uint64_t peak) {
        painter_.fillRect(QRectF(kLegendLeft, top + 3, 11, 11), color);
        painter_.setPen(theme_.text);
        painter_.drawText(QRectF(kLegendLeft + 18, top, 110, kRowHeight), Qt::AlignVCenter, name);
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(kLegendLeft + 80, top, 82, kRowHeight),
                          Qt::AlignRight | Qt::AlignVCenter, formatCount(peak));
    }

    /// What the numbers below it are.
    void paintHead(double top, const QString& text) {
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(kLegendLeft + 18, top, 144, kRowHeight),
                          Qt::AlignRight | Qt::AlignVCenter, text);
    }

    void paintRates() {
        const auto countOf = [](const StateSample& one, Rate rate) {
            return rateValue({one.transitions, one.retransmissions, one.resets}, rate);
        };
        std::uint64_t most = 0;
        for (const StateSample& one : moments_) {
            for (const Rate rate : kAllRates)
                most = std::max(most, countOf(one, rate));
        }
        const NiceScale scale = niceScale(static_cast<double>(most), 2);
        paintAxis(kRatesArea, scale);
        //: Head of a legend's column of numbers: how many there were in all
        paintHead(kRatesArea.top() - kRowHeight, Words::tr("in all"));
        double row = kRatesArea.top();
        for (const Rate rate : kAllRates) {
            QPolygonF line;
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < moments_.size(); ++i) {
                const std::uint64_t value = countOf(moments_[i], rate);
                sum += value;
                const double y = kRatesArea.bottom() -
                                 kRatesArea.height() * static_cast<double>(value) / scale.top;
                line << QPointF(left(i), y) << QPointF(right(i), y);
            }
            QPen pen = ratePen(theme_, rate);
            painter_.setPen(pen);
            painter_.setBrush(Qt::NoBrush);
            painter_.drawPolyline(line);
            painter_.drawLine(QPointF(kLegendLeft, row + 9), QPointF(kLegendLeft + 12, row + 9));
            painter_.setPen(theme_.text);
            painter_.drawText(QRectF(kLegendLeft + 18, row, 110, kRowHeight), Qt::AlignVCenter,
                              rateText(rate));
            painter_.setPen(theme_.muted);
            painter_.drawText(QRectF(kLegendLeft + 80, row, 82, kRowHeight),
                              Qt::AlignRight | Qt::AlignVCenter, formatCount(sum));
            row += kRowHeight;
        }
    }
    static QString rateText(Rate rate) {
        QString text = rateName(rate);
        return text.remove(QStringLiteral("/s"));
    }

    void paintTimes() {
        constexpr int kTicks = 6;
        painter_.setPen(theme_.muted);
        const bool isLong = last_ - first_ >= std::chrono::minutes(2);
        for (int i = 0; i < kTicks; ++i) {
            const Timestamp time = first_ + (last_ - first_) * i / (kTicks - 1);
            const QString label =
                isLong ? formatIso(time).mid(11, 8)
                       : QStringLiteral("+%1 s").arg(QLocale().toString(
                             std::chrono::duration<double>(time - first_).count(), 'g', 3));
            const double at = x(time);
            const QRectF box(at - 50, kRatesArea.bottom() + 6, 100, 18);
            painter_.drawText(box, Qt::AlignCenter, label);
        }
    }

    QPainter& painter_;
    const Theme& theme_ = lightTheme();
    const std::vector<StateSample>& moments_;
    Timestamp first_, last_;
    std::vector<TcpState> states_; ///< those that appear, from below
};

} // namespace

void paintReportChart(QPainter& painter, const CaseReport& report) {
    if (!report.moments.empty())
        Chart(painter, report).paint();
}

} // namespace synoptic
