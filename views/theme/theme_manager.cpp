// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/theme_manager.h"

#include "views/theme/synoptic_style.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

#include <chrono>

namespace synoptic {

namespace {
constexpr std::chrono::milliseconds kPaletteSettles{50};

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}
} // namespace

const Theme& themeOf(const QPalette& palette) {
    return isDark(palette) ? darkTheme() : lightTheme();
}

const Theme& themeOf(const QWidget* widget) {
    return themeOf(widget->palette());
}

ThemeManager::ThemeManager(QObject* parent) : QObject(parent) {
    desktopDark_ = isDark(QApplication::palette());
    theme_ = desktopDark_ ? &darkTheme() : &lightTheme();
    QApplication::setStyle(new SynopticStyle);
    QApplication::setFont(uiFont());
    apply();

    // Desktops announce one change of theme in several steps.
    debounce_.setSingleShot(true);
    debounce_.setInterval(kPaletteSettles);
    connect(&debounce_, &QTimer::timeout, this, [this] {
        desktopDark_ = desktopIsDark();
        apply();
    });
    qApp->installEventFilter(this);
}

void ThemeManager::setChoice(ThemeChoice choice) {
    if (choice == choice_)
        return;
    choice_ = choice;
    apply();
}

bool ThemeManager::eventFilter(QObject* watched, QEvent* event) {
    // The desktop tells windows of its new theme, and the application only where a colour of ours
    // gave way. Our own changes come here too, later, and leave the palette as we set it.
    const bool desktopSpoke = event->type() == QEvent::ThemeChange ||
                              (event->type() == QEvent::ApplicationPaletteChange &&
                               watched == qApp && QApplication::palette() != theme_->palette());
    if (desktopSpoke)
        debounce_.start();
    return QObject::eventFilter(watched, event);
}

/// Our own palette hides the desktop's; an empty one lets it through for the moment of reading.
bool ThemeManager::desktopIsDark() {
    QApplication::setPalette(QPalette());
    const bool dark = isDark(QApplication::palette());
    QApplication::setPalette(theme_->palette());
    return dark;
}

void ThemeManager::apply() {
    const bool dark =
        choice_ == ThemeChoice::Dark || (choice_ == ThemeChoice::System && desktopDark_);
    const Theme* before = theme_;
    theme_ = dark ? &darkTheme() : &lightTheme();
    QApplication::setPalette(theme_->palette());
    if (theme_ != before)
        Q_EMIT themeChanged(*theme_);
}

} // namespace synoptic
