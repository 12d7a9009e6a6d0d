// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/theme.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QStringList>

#include <array>

namespace synoptic {

namespace {

struct StateColors {
    QRgb lightFill, lightOutline, darkFill;
};

/// In the order of TcpState.
constexpr std::array<StateColors, kTcpStateCount> kStateColors{{
    {0xff7a838d, 0xff7a838d, 0xff6f7883}, // CLOSED
    {0xff003f73, 0xff003f73, 0xff2f79bd}, // LISTEN
    {0xff56b4e9, 0xff448fba, 0xffb5e0fa}, // SYN-SENT
    {0xff0072b2, 0xff0072b2, 0xff56b4e9}, // SYN-RECEIVED
    {0xff00875f, 0xff00875f, 0xff1fbe8a}, // ESTABLISHED
    {0xff5c3a00, 0xff5c3a00, 0xff94640f}, // FIN-WAIT-1
    {0xff946200, 0xff946200, 0xffc58b20}, // FIN-WAIT-2
    {0xffc98a12, 0xffb67d10, 0xffedb848}, // CLOSING
    {0xfff0c24b, 0xffa38332, 0xfffce7a6}, // TIME-WAIT
    {0xff8e1f5e, 0xff8e1f5e, 0xffd9589f}, // CLOSE-WAIT
    {0xffd58bb4, 0xffb27497, 0xfff4beda}, // LAST-ACK
}};

Theme makeLight() {
    Theme t;
    t.window = QRgb(0xfff4f6f9);
    t.base = QRgb(0xffffffff);
    t.alternate = QRgb(0xfff7f9fb);
    t.header = QRgb(0xffeceff3);
    t.border = QRgb(0xffd3d9e0);
    t.controlBorder = QRgb(0xff848f9d);
    t.text = QRgb(0xff1b1f24);
    t.muted = QRgb(0xff57606a);
    t.dimmed = QRgb(0xff626c77);
    t.accent = QRgb(0xff1f4fd8);
    t.onAccent = QRgb(0xffffffff);
    t.selection = QRgb(0xffdbe6ff);
    t.selectionInactive = QRgb(0xffe7eaef);
    t.chartGrid = QRgb(0xffe6eaef);
    t.error = {QRgb(0xffb3261e), QRgb(0xfffde8e6), QRgb(0xffe5a19b)};
    t.warning = {QRgb(0xff7a5200), QRgb(0xfffff3d1), QRgb(0xffe3be62)};
    t.info = {QRgb(0xff1f4fd8), QRgb(0xffe9effe), QRgb(0xffa9bff5)};
    t.ok = {QRgb(0xff0b6b4a), QRgb(0xffe3f5ec), QRgb(0xff8ccbb0)};
    t.rowNew = QRgb(0xffddf4e8);
    t.rowChanged = QRgb(0xfffff3cc);
    t.rowClosed = QRgb(0xfffbe3d6);
    t.canvas = QRgb(0xfffbfcfd);
    t.card = QRgb(0xffffffff);
    t.edge = QRgb(0xff5b6570);
    t.reset = QRgb(0xffb84a00);
    return t;
}

Theme makeDark() {
    Theme t;
    t.dark = true;
    t.window = QRgb(0xff1b2027);
    t.base = QRgb(0xff14171c);
    t.alternate = QRgb(0xff181c22);
    t.header = QRgb(0xff232932);
    t.border = QRgb(0xff343c47);
    t.controlBorder = QRgb(0xff76828f);
    t.text = QRgb(0xffe8edf3);
    t.muted = QRgb(0xffa3aeba);
    t.dimmed = QRgb(0xff97a2ae);
    t.accent = QRgb(0xff8ab4ff);
    t.onAccent = QRgb(0xff10141a);
    t.selection = QRgb(0xff233659);
    t.selectionInactive = QRgb(0xff2a303a);
    t.chartGrid = QRgb(0xff262c35);
    t.error = {QRgb(0xffff9d94), QRgb(0xff421a1c), QRgb(0xff7c3330)};
    t.warning = {QRgb(0xfff2c55c), QRgb(0xff372b0e), QRgb(0xff6e571b)};
    t.info = {QRgb(0xff8ab4ff), QRgb(0xff17264a), QRgb(0xff34518f)};
    t.ok = {QRgb(0xff5fd3a5), QRgb(0xff12382b), QRgb(0xff2b6b53)};
    t.rowNew = QRgb(0xff12382b);
    t.rowChanged = QRgb(0xff3b3113);
    t.rowClosed = QRgb(0xff452314);
    t.canvas = QRgb(0xff14171c);
    t.card = QRgb(0xff1e232b);
    t.edge = QRgb(0xff8d98a5);
    t.reset = QRgb(0xffff8f4d);
    return t;
}

/// True if the digits of the font share one width, so that numbers do not jitter as they change.
bool hasTabularDigits(const QFont& font) {
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) > 0.01)
            return false;
    }
    return true;
}

QStringList chooseUiFamilies() {
    const QStringList known = QFontDatabase::families();
    QStringList families;
    const QFont desktop = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const bool usable = known.contains(desktop.family()) && hasTabularDigits(desktop) &&
                        QGuiApplication::platformName() != QLatin1String("offscreen");
    if (usable)
        families << desktop.family();
    for (const QString& name : {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"),
                                QStringLiteral("Noto Sans CJK SC")}) {
        if (known.contains(name))
            families << name;
    }
    return families;
}

} // namespace

QColor mixed(const QColor& color, const QColor& ground, double amount) {
    const auto blend = [amount](int a, int b) { return qRound(a * amount + b * (1 - amount)); };
    return {blend(color.red(), ground.red()), blend(color.green(), ground.green()),
            blend(color.blue(), ground.blue())};
}

QColor Theme::stateFill(TcpState state) const {
    const StateColors& colors = kStateColors[index(state)];
    return dark ? colors.darkFill : colors.lightFill;
}

QColor Theme::stateOutline(TcpState state) const {
    const StateColors& colors = kStateColors[index(state)];
    return dark ? colors.darkFill : colors.lightOutline;
}

QColor Theme::stateGlyph(TcpState state) const {
    if (dark && state == TcpState::FinWait1)
        return QRgb(0xffb07a1e);
    if (dark && state == TcpState::Closed)
        return QRgb(0xff8a949f);
    return stateOutline(state);
}

QColor Theme::stateTint(TcpState state) const {
    return mixed(stateFill(state), base, dark ? 0.17 : 0.10);
}

QColor Theme::stateBand(TcpState state) const {
    return mixed(stateFill(state), base, dark ? 0.68 : 0.80);
}

QPalette Theme::palette() const {
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, base);
    p.setColor(QPalette::AlternateBase, alternate);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, base);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, error.foreground);
    p.setColor(QPalette::ToolTipBase, base);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    p.setColor(QPalette::Highlight, selection);
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Inactive, QPalette::Highlight, selectionInactive);
    p.setColor(QPalette::Light, dark ? header : base);
    p.setColor(QPalette::Midlight, header);
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, controlBorder);
    p.setColor(QPalette::Shadow, border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, dimmed);
    return p;
}

const Theme& lightTheme() {
    static const Theme theme = makeLight();
    return theme;
}

const Theme& darkTheme() {
    static const Theme theme = makeDark();
    return theme;
}

QFont uiFont(double pixelSize, bool bold) {
    static const QStringList families = chooseUiFamilies();
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(qRound(pixelSize));
    // Half pixels (11.5, 10.5) only exist as point sizes: 96 dots to the inch, 72 points.
    if (pixelSize != qRound(pixelSize))
        font.setPointSizeF(pixelSize * 0.75);
    font.setBold(bold);
    return font;
}

QFont monoFont(double pixelSize) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (QFontDatabase::families().contains(QStringLiteral("Noto Sans Mono")))
        font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("Noto Sans CJK SC")});
    font.setPixelSize(qRound(pixelSize));
    return font;
}

} // namespace synoptic
