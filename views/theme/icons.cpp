// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/icons.h"

#include "views/theme/theme_manager.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QStandardPaths>

namespace synoptic {

namespace {

void prepareLookUp() {
    static const bool once = [] {
        QStringList paths = QIcon::themeSearchPaths();
        const QStringList data =
            QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation);
        for (const QString& folder : data) {
            if (const QString icons = folder + QStringLiteral("/icons"); !paths.contains(icons))
                paths << icons;
        }
        QIcon::setThemeSearchPaths(paths);
        QIcon::setFallbackThemeName(QStringLiteral("breeze"));
        return true;
    }();
    Q_UNUSED(once)
}

/// A drawing of one colour, or a null icon. A desktop's many-coloured icons are passed over:
/// tinted they would be blots, untinted they would stand out among the rest.
QIcon findShape(const QString& name) {
    // The marks of the docks are everywhere at once: one hand draws them on any desktop.
    if (name.startsWith(QLatin1String("window-")))
        return QIcon(QStringLiteral(":/synoptic/icons/%1.svg").arg(name));
    prepareLookUp();
    if (const QString symbolic = name + QStringLiteral("-symbolic"); QIcon::hasThemeIcon(symbolic))
        return QIcon::fromTheme(symbolic);
    const QString theme = QIcon::themeName();
    const bool lineDrawn = theme.isEmpty() || theme == QLatin1String("hicolor") ||
                           theme.startsWith(QLatin1String("breeze"));
    if (lineDrawn && QIcon::hasThemeIcon(name))
        return QIcon::fromTheme(name);
    return QIcon(QStringLiteral(":/synoptic/icons/%1.svg").arg(name));
}

QPixmap tinted(const QIcon& shape, const QString& name, const QSize& size, qreal ratio,
               const QColor& color) {
    const QString key = QStringLiteral("synoptic/%1/%2x%3@%4/%5")
                            .arg(name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ratio)
                            .arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const QRect rect({}, size);
    shape.paint(&painter, rect);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(rect, color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class SymbolicIconEngine : public QIconEngine {
public:
    explicit SymbolicIconEngine(const QString& name) : name_(name) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, tinted(shape(), name_, rect.size(), ratio, color(mode)));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return tinted(shape(), name_, size, 1, color(mode));
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        return tinted(shape(), name_, size / scale, scale, color(mode));
    }
    QIconEngine* clone() const override { return new SymbolicIconEngine(name_); }
    QString iconName() override { return name_; }
    bool isNull() override { return false; }

private:
    const QIcon& shape() {
        if (shape_.isNull())
            shape_ = findShape(name_);
        return shape_;
    }
    static QColor color(QIcon::Mode mode) {
        const Theme& theme = themeOf(QGuiApplication::palette());
        return mode == QIcon::Disabled ? theme.dimmed : theme.text;
    }

    QString name_;
    QIcon shape_;
};

class SeverityIconEngine : public QIconEngine {
public:
    explicit SeverityIconEngine(Severity severity) : severity_(severity) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override {
        const int side = qMin(rect.width(), rect.height());
        painter->drawPixmap(rect.topLeft(), severityPixmap(severity_, side,
                                                           painter->device()->devicePixelRatioF()));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode, QIcon::State) override {
        return severityPixmap(severity_, size.width(), 1);
    }
    QIconEngine* clone() const override { return new SeverityIconEngine(severity_); }

private:
    Severity severity_;
};

void paintMark(QPainter& p, Severity severity, const QColor& ground) {
    p.setPen(QPen(ground, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (severity) {
    case Severity::Error:
        p.drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4));
        p.drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4));
        break;
    case Severity::Warning:
        p.drawLine(QPointF(8, 6.2), QPointF(8, 9.6));
        p.drawPoint(QPointF(8, 12));
        break;
    case Severity::Info:
        p.drawLine(QPointF(8, 7.6), QPointF(8, 11.2));
        p.drawPoint(QPointF(8, 4.9));
        break;
    case Severity::Ok:
        break;
    }
}

} // namespace

Severity severityOf(FindingSeverity severity) {
    return severity == FindingSeverity::Error     ? Severity::Error
           : severity == FindingSeverity::Warning ? Severity::Warning
                                                  : Severity::Info;
}

QIcon symbolicIcon(const QString& name) {
    return QIcon(new SymbolicIconEngine(name));
}

QPixmap symbolicPixmap(const QString& name, int size, qreal ratio, const QColor& color) {
    return tinted(findShape(name), name, {size, size}, ratio, color);
}

QPixmap severityPixmap(Severity severity, int size, qreal ratio) {
    const Theme& theme = themeOf(QGuiApplication::palette());
    const QColor color = severity == Severity::Error     ? theme.error.foreground
                         : severity == Severity::Warning ? theme.warning.foreground
                         : severity == Severity::Info    ? theme.info.foreground
                                                         : theme.ok.foreground;
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter p(&pixmap);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(size / 16.0, size / 16.0);
    if (severity == Severity::Ok) {
        p.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        p.drawPolyline(QPolygonF({{3.2, 8.4}, {6.4, 11.6}, {12.8, 4.8}}));
        return pixmap;
    }
    p.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.setBrush(color);
    if (severity == Severity::Error)
        p.drawPolygon(QPolygonF({{5.2, 1.4},
                                 {10.8, 1.4},
                                 {14.6, 5.2},
                                 {14.6, 10.8},
                                 {10.8, 14.6},
                                 {5.2, 14.6},
                                 {1.4, 10.8},
                                 {1.4, 5.2}}));
    else if (severity == Severity::Warning)
        p.drawPolygon(QPolygonF({{8, 1.8}, {14.8, 13.8}, {1.2, 13.8}}));
    else
        p.drawEllipse(QRectF(1.4, 1.4, 13.2, 13.2));
    paintMark(p, severity, theme.base);
    return pixmap;
}

QIcon severityIcon(Severity severity) {
    return QIcon(new SeverityIconEngine(severity));
}

QIcon applicationIcon() {
    return QIcon(QStringLiteral(":/synoptic/icons/synoptic.svg"));
}

} // namespace synoptic
