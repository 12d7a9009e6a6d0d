// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QObject>
#include <QTimer>

class QWidget;

namespace synoptic {

/// What the user chose; System follows the lightness of the desktop's palette.
enum class ThemeChoice { System, Light, Dark };

/// Puts one of the two themes on the whole application: style, palette and font. Make it once,
/// right after the QApplication and before the first widget; GUI thread only.
class ThemeManager : public QObject {
    Q_OBJECT
public:
    explicit ThemeManager(QObject* parent = nullptr);

    void setChoice(ThemeChoice choice);
    ThemeChoice choice() const { return choice_; }
    const Theme& theme() const { return *theme_; }

Q_SIGNALS:
    /// The application's palette is already the new one.
    void themeChanged(const Theme& theme);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    bool desktopIsDark();

    ThemeChoice choice_ = ThemeChoice::System;
    const Theme* theme_ = nullptr;
    bool desktopDark_ = false;
    QTimer debounce_;
};

/// The theme a palette was made from. Widgets paint with themeOf(palette()) and repaint on
/// QEvent::PaletteChange; so none of them needs to know the manager.
const Theme& themeOf(const QPalette& palette);
const Theme& themeOf(const QWidget* widget);

} // namespace synoptic
