<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Act</name>
    <message numerus="yes">
        <source>%n more process(es) hold the same socket.</source>
        <translation>
            <numerusform>%n more process holds the same socket.</numerusform>
            <numerusform>%n more processes hold the same socket.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseReport</name>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionText</name>
    <message numerus="yes">
        <source>Shared with %n more process(es).</source>
        <translation>
            <numerusform>Shared with %n more process.</numerusform>
            <numerusform>Shared with %n more processes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldText</name>
    <message numerus="yes">
        <source>%1 second(s)</source>
        <translation>
            <numerusform>%1 second</numerusform>
            <numerusform>%1 seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 block(s)</source>
        <translation>
            <numerusform>%1 block</numerusform>
            <numerusform>%1 blocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 more field(s) are not listed</source>
        <translation>
            <numerusform>%1 more field is not listed</numerusform>
            <numerusform>%1 more fields are not listed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LadderExport</name>
    <message numerus="yes">
        <source>%Ln datagram(s)</source>
        <translation>
            <numerusform>%Ln datagram</numerusform>
            <numerusform>%Ln datagrams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segment(s)</source>
        <translation>
            <numerusform>%Ln segment</numerusform>
            <numerusform>%Ln segments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LadderHelp</name>
    <message numerus="yes">
        <source>Payload %Ln byte(s)</source>
        <translation>
            <numerusform>Payload %Ln byte</numerusform>
            <numerusform>Payload %Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LadderLabel</name>
    <message numerus="yes">
        <source>%Ln datagram(s), %1</source>
        <extracomment>A run of segments with data, and how many bytes they carried together: &quot;14 segments, 19 KiB&quot;</extracomment>
        <translation>
            <numerusform>%Ln datagram, %1</numerusform>
            <numerusform>%Ln datagrams, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segment(s), %1</source>
        <translation>
            <numerusform>%Ln segment, %1</numerusform>
            <numerusform>%Ln segments, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier packet(s) no longer kept</source>
        <translation>
            <numerusform>%Ln earlier packet no longer kept</numerusform>
            <numerusform>%Ln earlier packets no longer kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later packet(s) not indexed</source>
        <translation>
            <numerusform>%Ln later packet not indexed</numerusform>
            <numerusform>%Ln later packets not indexed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::BytesView</name>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::DiagnosisPanel</name>
    <message numerus="yes">
        <source>%Ln finding(s)</source>
        <translation>
            <numerusform>%Ln finding</numerusform>
            <numerusform>%Ln findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::DiagramHelp</name>
    <message numerus="yes">
        <source>Seen %1 time(s) since start</source>
        <extracomment>how often a transition was seen; %1 is the number in the reader&apos;s format</extracomment>
        <translation>
            <numerusform>Seen %1 time since start</numerusform>
            <numerusform>Seen %1 times since start</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::EventLogPanel</name>
    <message numerus="yes">
        <source>%1 of %Ln event(s)</source>
        <translation>
            <numerusform>%1 of %Ln event</numerusform>
            <numerusform>%1 of %Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more were not listed</source>
        <translation>
            <numerusform>%Ln more were not listed</numerusform>
            <numerusform>%Ln more were not listed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::FilterField</name>
    <message numerus="yes">
        <source>%1 of %Ln connection(s)</source>
        <extracomment>%1 is the number shown, %Ln all there are</extracomment>
        <translation>
            <numerusform>%1 of %Ln connection</numerusform>
            <numerusform>%1 of %Ln connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::HttpLogPanel</name>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 of %Ln request</numerusform>
            <numerusform>%1 of %Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more were not listed</source>
        <translation>
            <numerusform>%Ln more was not listed</numerusform>
            <numerusform>%Ln more were not listed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::ListenersPanel</name>
    <message numerus="yes">
        <source>%Ln socket(s)</source>
        <translation>
            <numerusform>%Ln socket</numerusform>
            <numerusform>%Ln sockets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::MainWindow</name>
    <message numerus="yes">
        <source>Lost %Ln packet(s) or event(s).</source>
        <translation>
            <numerusform>Lost %Ln packet or event.</numerusform>
            <numerusform>Lost %Ln packets or events.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::PacketFilterField</name>
    <message numerus="yes">
        <source>%1 of %Ln packet(s)</source>
        <extracomment>%1 is the number shown, %Ln all there are</extracomment>
        <translation>
            <numerusform>%1 of %Ln packet</numerusform>
            <numerusform>%1 of %Ln packets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::PacketsPanel</name>
    <message numerus="yes">
        <source>%Ln byte(s) captured</source>
        <translation>
            <numerusform>%Ln byte captured</numerusform>
            <numerusform>%Ln bytes captured</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::ReportDialog</name>
    <message numerus="yes">
        <source>Only the &amp;selected (%Ln)</source>
        <translation>
            <numerusform>Only the &amp;selected (%Ln)</numerusform>
            <numerusform>Only the &amp;selected (%Ln)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::SelectedConnectionPanel</name>
    <message numerus="yes">
        <source>%Ln packet(s)</source>
        <translation>
            <numerusform>%Ln packet</numerusform>
            <numerusform>%Ln packets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::StateChip</name>
    <message numerus="yes">
        <source>%1: %Ln connection(s)</source>
        <translation>
            <numerusform>%1: %Ln connection</numerusform>
            <numerusform>%1: %Ln connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::StateDiagram</name>
    <message numerus="yes">
        <source>%1, %n outgoing transition(s)</source>
        <extracomment>%1 a state; read aloud by a screen reader</extracomment>
        <translation>
            <numerusform>%1, %n outgoing transition</numerusform>
            <numerusform>%1, %n outgoing transitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n outgoing transition(s)</source>
        <extracomment>%1 a state, %2 how many connections are in it; read aloud by a screen reader</extracomment>
        <translation>
            <numerusform>%1, %2, %n outgoing transition</numerusform>
            <numerusform>%1, %2, %n outgoing transitions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::StatusLine</name>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::StreamPanel</name>
    <message numerus="yes">
        <source>%Ln packet(s) could not be read</source>
        <translation>
            <numerusform>%Ln packet could not be read</numerusform>
            <numerusform>%Ln packets could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) came too late to be put in order</source>
        <translation>
            <numerusform>%Ln byte came too late to be put in order</numerusform>
            <numerusform>%Ln bytes came too late to be put in order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segment(s) with numbers that fit nowhere left out</source>
        <translation>
            <numerusform>%Ln segment with numbers that fit nowhere left out</numerusform>
            <numerusform>%Ln segments with numbers that fit nowhere left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::StreamView</name>
    <message numerus="yes">
        <source>%Ln byte(s) not recorded: only the beginning of each packet was</source>
        <translation>
            <numerusform>%Ln byte not recorded: only the beginning of each packet was</numerusform>
            <numerusform>%Ln bytes not recorded: only the beginning of each packet was</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %Ln byte(s) not captured</source>
        <translation>
            <numerusform>Up to %Ln byte not captured</numerusform>
            <numerusform>Up to %Ln bytes not captured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) not captured</source>
        <translation>
            <numerusform>%Ln byte not captured</numerusform>
            <numerusform>%Ln bytes not captured</numerusform>
        </translation>
    </message>
</context>
</TS>
