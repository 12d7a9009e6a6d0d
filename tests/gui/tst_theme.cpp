// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/icons.h"
#include "views/theme/state_glyph.h"
#include "views/theme/theme_manager.h"

#include <QApplication>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace synoptic;

namespace {

QImage glyph(TcpState state, int side, const QColor& color) {
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintStateGlyph(painter, image.rect(), state, color);
    return image;
}

int inkedPixels(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 127;
    }
    return count;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasItsOwnGlyph() {
        for (TcpState a : kAllTcpStates) {
            const QImage image = glyph(a, 32, Qt::black);
            QVERIFY2(inkedPixels(image) > 60, name(a).data());
            for (TcpState b : kAllTcpStates) {
                if (a != b)
                    QVERIFY2(image != glyph(b, 32, Qt::black), name(b).data());
            }
        }
    }

    void glyphsKeepInsideTheirBox() {
        for (TcpState state : kAllTcpStates) {
            QImage image(48, 48, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            {
                QPainter painter(&image);
                paintStateGlyph(painter, QRectF(16, 16, 16, 16), state, Qt::black);
                QCOMPARE(painter.transform(), QTransform());
            }
            QCOMPARE(inkedPixels(image), inkedPixels(image.copy(16, 16, 16, 16)));
        }
    }

    void choosingAThemeChangesWhatWidgetsSee() {
        ThemeManager manager;
        QPushButton button;
        QSignalSpy spy(&manager, &ThemeManager::themeChanged);
        button.show();
        manager.setChoice(ThemeChoice::Light);
        QTRY_VERIFY(!themeOf(&button).dark);
        manager.setChoice(ThemeChoice::Dark);
        QTRY_VERIFY(themeOf(&button).dark);
        QCOMPARE(button.palette().color(QPalette::Window), darkTheme().window);
        QVERIFY(spy.size() >= 1);
    }

    void theDesktopIsFollowedOnlyWhenAsked() {
        ThemeManager manager;
        manager.setChoice(ThemeChoice::Dark);
        QPalette light;
        light.setColor(QPalette::Window, Qt::white);
        light.setColor(QPalette::WindowText, Qt::black);
        QApplication::setPalette(light);
        QTRY_VERIFY(manager.theme().dark &&
                    QApplication::palette().color(QPalette::Window) == darkTheme().window);
    }

    void iconsTakeTheTextColour() {
        ThemeManager manager;
        const QIcon icon = symbolicIcon(QStringLiteral("view-filter"));
        manager.setChoice(ThemeChoice::Light);
        const QImage light = icon.pixmap(16, 16).toImage();
        manager.setChoice(ThemeChoice::Dark);
        const QImage dark = icon.pixmap(16, 16).toImage();
        QVERIFY(inkedPixels(light) > 10);
        QVERIFY(light != dark);
    }

    void severitiesDifferInShape() {
        const auto shape = [](Severity severity) {
            return severityPixmap(severity, 32, 1).toImage().convertToFormat(QImage::Format_Alpha8);
        };
        QVERIFY(shape(Severity::Error) != shape(Severity::Warning));
        QVERIFY(shape(Severity::Warning) != shape(Severity::Info));
        QVERIFY(shape(Severity::Info) != shape(Severity::Ok));
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
