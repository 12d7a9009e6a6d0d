// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/settings/settings.h"

#include <QLocale>
#include <QTranslator>

namespace synoptic {

/// Puts a language on the application: our catalogue, Qt's own, and the default locale. Every
/// widget hears of it by QEvent::LanguageChange. GUI thread.
class LanguageSwitch {
public:
    LanguageSwitch();
    ~LanguageSwitch();
    LanguageSwitch(const LanguageSwitch&) = delete;
    LanguageSwitch& operator=(const LanguageSwitch&) = delete;

    /// Without a catalogue for it the program speaks English.
    void use(LanguageChoice choice);
    LanguageChoice choice() const { return choice_; }

private:
    void loadFrom(const QLocale& locale);

    LanguageChoice choice_ = LanguageChoice::English;
    QLocale system_;
    QTranslator own_;
    QTranslator qt_;
};

} // namespace synoptic
