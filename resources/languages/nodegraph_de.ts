<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>nodegraph</name>
        <message>
            <location filename="actions.py" />
            <location filename="documents/gate.py" />
            <location filename="documents/outputs.py" />
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="documents/gate.py" />
            <location filename="panels/report.py" />
            <source>Node</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="documents/gate.py" />
            <location filename="runbar.py" />
            <location filename="running.py" />
            <location filename="tour.py" />
            <source>Run</source>
            <translation>Ausführen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="docks.py" />
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>New</source>
            <translation>Neu</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Open…</source>
            <translation>Öffnen …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Open recent</source>
            <translation>Zuletzt verwendet</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>New from template</source>
            <translation>Neu aus Vorlage</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="files.py" />
            <source>Save as…</source>
            <translation>Speichern unter …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Save as template…</source>
            <translation>Als Vorlage speichern …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Share a copy…</source>
            <translation>Kopie weitergeben …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="beginning.py" />
            <location filename="files.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="window.py" />
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="window.py" />
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Cut</source>
            <translation>Ausschneiden</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Duplicate</source>
            <translation>Duplizieren</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Duplicate without wires</source>
            <translation>Ohne Verbindungen duplizieren</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Delete with wires</source>
            <translation>Mit Verbindungen löschen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Select all</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Rename…</source>
            <translation>Umbenennen …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Add…</source>
            <translation>Hinzufügen …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="adding.py" />
            <location filename="menus.py" />
            <source>Add note</source>
            <translation>Notiz hinzufügen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Frame</source>
            <translation>Rahmen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Bypass</source>
            <translation>Umgehen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Disable</source>
            <translation>Abschalten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Collapse</source>
            <translation>Einklappen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align left</source>
            <translation>Links ausrichten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align right</source>
            <translation>Rechts ausrichten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align top</source>
            <translation>Oben ausrichten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align bottom</source>
            <translation>Unten ausrichten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Distribute across</source>
            <translation>Waagerecht verteilen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Distribute down</source>
            <translation>Senkrecht verteilen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Arrange</source>
            <translation>Anordnen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Edit a value…</source>
            <translation>Wert bearbeiten …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Connect…</source>
            <translation>Verbinden …</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move left</source>
            <translation>Nach links</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move right</source>
            <translation>Nach rechts</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Fit all</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Fit selection</source>
            <translation>Auswahl zeigen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Actual size</source>
            <translation>Originalgröße</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Pictures in nodes</source>
            <translation>Bilder in Knoten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Snap to grid</source>
            <translation>Am Raster einrasten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Map</source>
            <translation>Übersichtskarte</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>View the result</source>
            <translation>Ergebnis betrachten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Run selected</source>
            <translation>Auswahl ausführen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="running.py" />
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="live.py" />
            <source>Live</source>
            <translation>Live</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Live on a part</source>
            <translation>Live für einen Ausschnitt</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Help for the node</source>
            <translation>Hilfe zum Knoten</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="panels/start.py" />
            <source>Take the tour</source>
            <translation>Rundgang beginnen</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="panels/start.py" />
            <source>Upscale a picture…</source>
            <translation>Ein Bild vergrößern …</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Add {name}</source>
            <translation>{name} hinzufügen</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <location filename="canvas/moving.py" />
            <source>Insert {what}</source>
            <translation>{what} einsetzen</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Add reroute</source>
            <translation>Umlenkpunkt hinzufügen</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>The clipboard holds neither nodes nor a picture nor files.</source>
            <translation>In der Zwischenablage sind weder Knoten noch ein Bild noch Dateien.</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Write note</source>
            <translation>Notiz schreiben</translation>
        </message>
        <message>
            <location filename="app.py" />
            <location filename="settings/pages.py" />
            <source>No font for {language} is installed.</source>
            <translation>Für {language} ist keine Schrift installiert.</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>Pictures ({names})</source>
            <translation>Bilder ({names})</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>{name} is saved in {folder}.</source>
            <translation>{name} ist in {folder} gespeichert.</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>Choose a picture to upscale</source>
            <translation>Ein Bild zum Vergrößern wählen</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>{name} is no picture that can be upscaled.</source>
            <translation>{name} ist kein Bild, das vergrößert werden kann.</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>Compare before and after</source>
            <translation>Vorher und nachher vergleichen</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <location filename="documents/results.py" />
            <source>Open folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <location filename="documents/results.py" />
            <source>No program of this system shows the folder {folder}.</source>
            <translation>Kein Programm dieses Systems zeigt den Ordner {folder}.</translation>
        </message>
        <message numerus="yes">
            <location filename="bykeys.py" />
            <location filename="canvas/moving.py" />
            <location filename="chosen.py" />
            <source>%n nodes</source>
            <translation>
                <numerusform>%n Knoten</numerusform>
                <numerusform>%n Knoten</numerusform>
            </translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <location filename="canvas/handwork.py" />
            <location filename="canvas/moving.py" />
            <source>Move {what}</source>
            <translation>{what} verschieben</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>{name} has no values to set.</source>
            <translation>{name} hat keine Werte zum Setzen.</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>Nothing fits the ports of {name}.</source>
            <translation>Nichts passt an die Anschlüsse von {name}.</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>Select one node first; the arrow keys go from node to node.</source>
            <translation>Wählen Sie zuerst einen Knoten aus; die Pfeiltasten gehen von Knoten zu Knoten.</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>{port} from {node}</source>
            <translation>{port} von {node}</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <location filename="canvas/gestures.py" />
            <source>Disconnect</source>
            <translation>Trennen</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <location filename="canvas/gestures.py" />
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>makes {port}: {what}</source>
            <translation>macht {port}: {what}</translation>
        </message>
        <message>
            <location filename="canvas/gestures.py" />
            <source>An output goes to an input of another node.</source>
            <translation>Ein Ausgang führt zum Eingang eines anderen Knotens.</translation>
        </message>
        <message>
            <location filename="canvas/given.py" />
            <location filename="canvas/paint_field.py" />
            <source>automatic</source>
            <translation>automatisch</translation>
        </message>
        <message numerus="yes">
            <location filename="canvas/handwork.py" />
            <source>Cut %n wires</source>
            <translation>
                <numerusform>Eine Verbindung trennen</numerusform>
                <numerusform>%n Verbindungen trennen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="canvas/handwork.py" />
            <location filename="canvas/view.py" />
            <location filename="documents/outputs.py" />
            <location filename="drops.py" />
            <source>Set {name}</source>
            <translation>{name} setzen</translation>
        </message>
        <message>
            <location filename="canvas/moving.py" />
            <source>Take out {what}</source>
            <translation>{what} herausnehmen</translation>
        </message>
        <message>
            <location filename="canvas/node_item.py" />
            <source>The node type {name} is not installed.</source>
            <translation>Die Knotenart {name} ist nicht installiert.</translation>
        </message>
        <message>
            <location filename="canvas/node_item.py" />
            <location filename="panels/help.py" />
            <source>a stream, each item {kind}</source>
            <translation>eine Folge, jedes Element {kind}</translation>
        </message>
        <message>
            <location filename="canvas/node_item.py" />
            <source>(set by the parameter {name})</source>
            <translation>(durch den Parameter {name} gesetzt)</translation>
        </message>
        <message>
            <location filename="canvas/paint_field.py" />
            <source>choose…</source>
            <translation>wählen …</translation>
        </message>
        <message>
            <location filename="canvas/paint_field.py" />
            <location filename="panels/help.py" />
            <source>on</source>
            <translation>an</translation>
        </message>
        <message>
            <location filename="canvas/paint_field.py" />
            <location filename="panels/help.py" />
            <source>off</source>
            <translation>aus</translation>
        </message>
        <message>
            <location filename="canvas/paint_node.py" />
            <source>disabled</source>
            <translation>abgeschaltet</translation>
        </message>
        <message>
            <location filename="canvas/paint_node.py" />
            <source>bypassed</source>
            <translation>umgangen</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>… queued</source>
            <translation>… eingereiht</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>… waits</source>
            <translation>… wartet</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>✓ kept</source>
            <translation>✓ behalten</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>✕ failed</source>
            <translation>✕ gescheitert</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>– skipped</source>
            <translation>– übersprungen</translation>
        </message>
        <message>
            <location filename="canvas/view.py" />
            <source>Canvas</source>
            <translation>Arbeitsfläche</translation>
        </message>
        <message>
            <location filename="canvas/view.py" />
            <location filename="fields/acts.py" />
            <location filename="menus.py" />
            <source>Reset {name}</source>
            <translation>{name} zurücksetzen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Delete {what}</source>
            <translation>{what} löschen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Paste {what}</source>
            <translation>{what} einfügen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Another name for {name} (letters, digits and -):</source>
            <translation>Ein anderer Name für {name} (Buchstaben, Ziffern und -):</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="viewer/bars.py" />
            <location filename="wording.py" />
            <source>Color</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Distribute</source>
            <translation>Verteilen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Put into frame</source>
            <translation>In einen Rahmen setzen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Take out of frame</source>
            <translation>Aus dem Rahmen nehmen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Remove frame</source>
            <translation>Rahmen entfernen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Pass no longer</source>
            <translation>Nicht mehr umgehen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Enable</source>
            <translation>Einschalten</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Unfold</source>
            <translation>Ausklappen</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Select one node to rename it.</source>
            <translation>Wählen Sie einen Knoten aus, um ihn umzubenennen.</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Cut {what}</source>
            <translation>{what} ausschneiden</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Rename {name}</source>
            <translation>{name} umbenennen</translation>
        </message>
        <message>
            <location filename="desktop/awake.py" />
            <source>Nothing here keeps the computer from falling asleep during a long run.</source>
            <translation>Nichts hält hier den Computer während eines langen Laufs wach.</translation>
        </message>
        <message>
            <location filename="desktop/surroundings.py" />
            <source>{title} runs</source>
            <translation>{title} läuft</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Nothing is wrong.</source>
            <translation>Alles ist in Ordnung.</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Log of the run</source>
            <translation>Protokoll des Laufs</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>What a run tells is listed here.</source>
            <translation>Hier steht, was ein Lauf meldet.</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Nothing was done yet.</source>
            <translation>Noch wurde nichts getan.</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Panels</source>
            <translation>Bereiche</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <location filename="panels/help.py" />
            <source>Outputs</source>
            <translation>Ausgaben</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <location filename="panels/queue.py" />
            <source>Runs</source>
            <translation>Läufe</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Viewer</source>
            <translation>Betrachter</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Problems ({count})</source>
            <translation>Probleme ({count})</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>It {verb} {path}, outside the graph's folder; trust the graph to allow it.</source>
            <translation>Er {verb} {path} außerhalb des Ordners des Graphen; vertrauen Sie dem Graphen, um es zu erlauben.</translation>
        </message>
        <message>
            <location filename="document.py" />
            <location filename="documents/gate.py" />
            <source>writes</source>
            <translation>schreibt</translation>
        </message>
        <message>
            <location filename="document.py" />
            <location filename="documents/gate.py" />
            <source>reads</source>
            <translation>liest</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>It {verb} what comes over a wire, which may lie anywhere; trust the graph to allow it.</source>
            <translation>Er {verb}, was über eine Verbindung kommt und überall liegen kann; vertrauen Sie dem Graphen, um es zu erlauben.</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>Untitled</source>
            <translation>Unbenannt</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>Untitled {number}</source>
            <translation>Unbenannt {number}</translation>
        </message>
        <message>
            <location filename="documents/asking.py" />
            <source>{name} is there already. Replace it?</source>
            <translation>{name} ist schon da. Ersetzen?</translation>
        </message>
        <message>
            <location filename="documents/asking.py" />
            <source>Replace a file</source>
            <translation>Eine Datei ersetzen</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Picture (PNG)…</source>
            <translation>Bild (PNG) …</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Drawing (SVG)…</source>
            <translation>Zeichnung (SVG) …</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Python program…</source>
            <translation>Python-Programm …</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Copy as Python</source>
            <translation>Als Python kopieren</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Copy command line</source>
            <translation>Befehlszeile kopieren</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Export picture</source>
            <translation>Bild exportieren</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Pictures (*.png)</source>
            <translation>Bilder (*.png)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Export drawing</source>
            <translation>Zeichnung exportieren</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Drawings (*.svg)</source>
            <translation>Zeichnungen (*.svg)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Export Python program</source>
            <translation>Python-Programm exportieren</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Python programs (*.py)</source>
            <translation>Python-Programme (*.py)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Share a copy</source>
            <translation>Kopie weitergeben</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} is written.</source>
            <translation>{name} ist geschrieben.</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>It is in the clipboard.</source>
            <translation>Es ist in der Zwischenablage.</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>The command line names the graph's file; save the graph first.</source>
            <translation>Die Befehlszeile nennt die Datei des Graphen; speichern Sie ihn zuerst.</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Graph (*.ng)</source>
            <translation>Graph (*.ng)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Picture that carries the graph (*.png)</source>
            <translation>Bild, das den Graphen enthält (*.png)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} is the graph's own file; choose another one for the copy.</source>
            <translation>{name} ist die Datei des Graphen selbst; wählen Sie für die Kopie eine andere.</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} is written. Lay beside it: {names}</source>
            <translation>{name} ist geschrieben. Legen Sie daneben: {names}</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} cannot be written: {reason}.</source>
            <translation>{name} kann nicht geschrieben werden: {reason}.</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Trust this graph?</source>
            <translation>Diesem Graphen vertrauen?</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>{name} was not made here, and it names files outside its own folder. Nothing of them is looked at, read or written until you say that you trust the graph.</source>
            <translation>{name} wurde nicht hier erstellt und nennt Dateien außerhalb des eigenen Ordners. Keine davon wird angesehen, gelesen oder geschrieben, bis Sie sagen, dass Sie dem Graphen vertrauen.</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Trust this graph</source>
            <translation>Diesem Graphen vertrauen</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Looking at what would be written</source>
            <translation>Es wird nachgesehen, was geschrieben würde</translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <source>%n files will be written</source>
            <translation>
                <numerusform>Eine Datei wird geschrieben</numerusform>
                <numerusform>%n Dateien werden geschrieben</numerusform>
            </translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>This is the first run of a graph from elsewhere:</source>
            <translation>Dies ist der erste Lauf eines Graphen von anderswo:</translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <source>%n files will be replaced</source>
            <translation>
                <numerusform>Eine Datei wird ersetzt</numerusform>
                <numerusform>%n Dateien werden ersetzt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <source>They are there already:</source>
            <translation>
                <numerusform>Sie ist schon da:</numerusform>
                <numerusform>Sie sind schon da:</numerusform>
            </translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>File or folder</source>
            <translation>Datei oder Ordner</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>{name} comes from elsewhere and names files outside its folder; they are left alone.</source>
            <translation>{name} kommt von anderswo und nennt Dateien außerhalb seines Ordners; sie bleiben unberührt.</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <location filename="documents/outputs.py" />
            <location filename="settings/pages.py" />
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <location filename="documents/outputs.py" />
            <source>%n more files will be written, whose names were not looked at.</source>
            <translation>
                <numerusform>Eine weitere Datei wird geschrieben, deren Name nicht angesehen wurde.</numerusform>
                <numerusform>%n weitere Dateien werden geschrieben, deren Namen nicht angesehen wurden.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Do not ask again for this graph</source>
            <translation>Bei diesem Graphen nicht wieder fragen</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Look and decide…</source>
            <translation>Ansehen und entscheiden …</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Replace what is there</source>
            <translation>Vorhandenes ersetzen</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Keep what is there and skip what would replace it</source>
            <translation>Vorhandenes behalten und überspringen, was es ersetzen würde</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Write beside what is there, with a number</source>
            <translation>Mit einer Nummer neben Vorhandenes schreiben</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>If a file exists: {wish}</source>
            <translation>Wenn eine Datei da ist: {wish}</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>what comes over its wires</source>
            <translation>was über seine Verbindungen kommt</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Names</source>
            <translation>Namen</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Template of the names</source>
            <translation>Vorlage der Namen</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>{name} is the name of the source, {scale} how many times wider the result is, {width} and {height} its size, {folder} the source's folder; {width:05} has at least five digits.</source>
            <translation>{name} ist der Name der Quelle, {scale} sagt, wievielmal breiter das Ergebnis ist, {width} und {height} sind seine Größe, {folder} ist der Ordner der Quelle; {width:05} hat mindestens fünf Stellen.</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Files that a run would write, and that the last one wrote</source>
            <translation>Dateien, die ein Lauf schreiben würde, und die der letzte schrieb</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Ask before files are replaced</source>
            <translation>Fragen, bevor Dateien ersetzt werden</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Names of {node}</source>
            <translation>Namen von {node}</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>The last run wrote</source>
            <translation>Der letzte Lauf schrieb</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>A run would write</source>
            <translation>Ein Lauf würde schreiben</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>The graph comes from elsewhere and is not trusted: nothing is looked at.</source>
            <translation>Der Graph kommt von anderswo, und ihm wird nicht vertraut: Nichts wird angesehen.</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>A run writes nothing, or what it writes gets its name in the run.</source>
            <translation>Ein Lauf schreibt nichts, oder was er schreibt, bekommt seinen Namen erst im Lauf.</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>new</source>
            <translation>neu</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>is skipped</source>
            <translation>wird übersprungen</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>! replaces what is read</source>
            <translation>! ersetzt, was gelesen wird</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>always replaced</source>
            <translation>wird immer ersetzt</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>replaces</source>
            <translation>ersetzt</translation>
        </message>
        <message>
            <location filename="documents/results.py" />
            <source>Copy picture</source>
            <translation>Bild kopieren</translation>
        </message>
        <message>
            <location filename="documents/results.py" />
            <source>The picture {name} is in the clipboard.</source>
            <translation>Das Bild {name} ist in der Zwischenablage.</translation>
        </message>
        <message>
            <location filename="documents/results.py" />
            <source>The file {name} is in the clipboard; its picture is too large for it.</source>
            <translation>Die Datei {name} ist in der Zwischenablage; ihr Bild ist dafür zu groß.</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>{name} was changed by another program.</source>
            <translation>{name} wurde von einem anderen Programm geändert.</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>{name} is no longer in its folder; it was moved or deleted. What is open here is kept.</source>
            <translation>{name} ist nicht mehr in ihrem Ordner; sie wurde verschoben oder gelöscht. Was hier offen ist, bleibt.</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Here it has changes that are not saved; reloading can be undone.</source>
            <translation>Hier hat sie Änderungen, die nicht gespeichert sind; das Neuladen kann rückgängig gemacht werden.</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Reload</source>
            <translation>Neu laden</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Save it again</source>
            <translation>Wieder speichern</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Keep it open</source>
            <translation>Offen lassen</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Keep mine</source>
            <translation>Meine behalten</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Keep what is here</source>
            <translation>Behalten, was hier ist</translation>
        </message>
        <message numerus="yes">
            <location filename="drops.py" />
            <source>%n files</source>
            <translation>
                <numerusform>%n Datei</numerusform>
                <numerusform>%n Dateien</numerusform>
            </translation>
        </message>
        <message>
            <location filename="drops.py" />
            <source>{name} is neither a picture nor a model nor a graph that is known here.</source>
            <translation>{name} ist weder ein Bild noch ein Modell noch ein Graph, die hier bekannt sind.</translation>
        </message>
        <message>
            <location filename="drops.py" />
            <source>Drop {what}</source>
            <translation>{what} ablegen</translation>
        </message>
        <message>
            <location filename="fields/acts.py" />
            <location filename="menus.py" />
            <source>Make {name} a wire</source>
            <translation>{name} zu einer Verbindung machen</translation>
        </message>
        <message>
            <location filename="fields/acts.py" />
            <source>Parameter {name}</source>
            <translation>Parameter {name}</translation>
        </message>
        <message>
            <location filename="fields/acts.py" />
            <source>No parameter for {name}</source>
            <translation>Kein Parameter für {name}</translation>
        </message>
        <message>
            <location filename="fields/inline.py" />
            <source>Reset {place}</source>
            <translation>{place} zurücksetzen</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Search models: a name, 4x, JPEG …</source>
            <translation>Modelle suchen: ein Name, 4x, JPEG …</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Models found</source>
            <translation>Gefundene Modelle</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Another file…</source>
            <translation>Andere Datei …</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Default model</source>
            <translation>Standardmodell</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>The model that enlarges twice</source>
            <translation>Das Modell, das zweifach vergrößert</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>No model is called “{text}”</source>
            <translation>Kein Modell heißt „{text}“</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Scale and purpose are guessed from the name.</source>
            <translation>Faktor und Zweck sind aus dem Namen geraten.</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>Come with the program</source>
            <translation>Vom Programm mitgebracht</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>In the folder of models</source>
            <translation>Im Ordner der Modelle</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <location filename="fields/paths.py" />
            <source>Used last</source>
            <translation>Zuletzt verwendet</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>enlarges</source>
            <translation>vergrößert</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes JPEG artifacts</source>
            <translation>entfernt JPEG-Artefakte</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes noise</source>
            <translation>entfernt Rauschen</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>sharpens</source>
            <translation>schärft</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes halos</source>
            <translation>entfernt Säume</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>restores faces</source>
            <translation>stellt Gesichter wieder her</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>fills holes</source>
            <translation>füllt Löcher</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>colors</source>
            <translation>färbt ein</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes haze</source>
            <translation>entfernt Dunst</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>brightens</source>
            <translation>hellt auf</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>finds what is in front</source>
            <translation>findet, was vorne ist</translation>
        </message>
        <message>
            <location filename="fields/paths.py" />
            <source>a path, or drop a file here</source>
            <translation>ein Pfad, oder Datei hierher ziehen</translation>
        </message>
        <message>
            <location filename="fields/paths.py" />
            <source>Browse</source>
            <translation>Durchsuchen</translation>
        </message>
        <message>
            <location filename="fields/paths.py" />
            <source>Nothing was chosen here yet</source>
            <translation>Hier wurde noch nichts gewählt</translation>
        </message>
        <message>
            <location filename="fields/place.py" />
            <location filename="fields/write.py" />
            <source>Set {place}</source>
            <translation>{place} setzen</translation>
        </message>
        <message>
            <location filename="fields/presets.py" />
            <source>Preset {name}</source>
            <translation>Voreinstellung {name}</translation>
        </message>
        <message>
            <location filename="fields/write.py" />
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="fields/write.py" />
            <source>A number, a sum such as 2*1024, or the name of a parameter of the graph</source>
            <translation>Eine Zahl, eine Rechnung wie 2*1024 oder der Name eines Parameters des Graphen</translation>
        </message>
        <message numerus="yes">
            <location filename="files.py" />
            <source>Nodegraph did not end well last time; %n graphs were open.</source>
            <translation>
                <numerusform>Nodegraph wurde letztes Mal nicht richtig beendet; ein Graph war offen.</numerusform>
                <numerusform>Nodegraph wurde letztes Mal nicht richtig beendet; %n Graphen waren offen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="files.py" />
            <location filename="window.py" />
            <source>Open graphs</source>
            <translation>Graphen öffnen</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Save as template</source>
            <translation>Als Vorlage speichern</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Name of the template:</source>
            <translation>Name der Vorlage:</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>{name} is among the templates now.</source>
            <translation>{name} ist jetzt bei den Vorlagen.</translation>
        </message>
        <message>
            <location filename="files.py" />
            <location filename="panels/start.py" />
            <source>Examples</source>
            <translation>Beispiele</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Show the folder of templates</source>
            <translation>Ordner der Vorlagen zeigen</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Save graph</source>
            <translation>Graph speichern</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Changed by another program</source>
            <translation>Von einem anderen Programm geändert</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>{name} was changed by another program since it was read here.</source>
            <translation>{name} wurde von einem anderen Programm geändert, seit sie hier gelesen wurde.</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Replace it</source>
            <translation>Ersetzen</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Unsaved changes</source>
            <translation>Nicht gespeicherte Änderungen</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>{name} has changes that are not saved.</source>
            <translation>{name} hat Änderungen, die nicht gespeichert sind.</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Graphs (*.ng)</source>
            <translation>Graphen (*.ng)</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Pictures that carry a graph (*.png)</source>
            <translation>Bilder, die einen Graphen enthalten (*.png)</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Restore</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <location filename="keep.py" />
            <source>The settings could not be read and were set aside as {name}; defaults are used.</source>
            <translation>Die Einstellungen konnten nicht gelesen werden und wurden als {name} beiseitegelegt; es gelten die Vorgaben.</translation>
        </message>
        <message>
            <location filename="keep.py" />
            <source>The settings cannot be kept in {folder}: {reason}.</source>
            <translation>Die Einstellungen können nicht in {folder} aufbewahrt werden: {reason}.</translation>
        </message>
        <message>
            <location filename="keep.py" />
            <source>What is open cannot be kept safe in {folder}: {reason}. Save it yourself.</source>
            <translation>Was offen ist, kann nicht in {folder} gesichert werden: {reason}. Speichern Sie es selbst.</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live mode</source>
            <translation>Live-Modus</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Pictures follow each edit; nothing is written.</source>
            <translation>Die Bilder folgen jeder Änderung; nichts wird geschrieben.</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>, a part of {side} px</source>
            <translation>, ein Ausschnitt von {side} px</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live: waits for the run</source>
            <translation>Live: wartet auf den Lauf</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live: not for a graph that is not trusted</source>
            <translation>Live: nicht für einen Graphen, dem nicht vertraut wird</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live: computing</source>
            <translation>Live: rechnet</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Set {name} no longer by the parameter {parameter}</source>
            <translation>{name} nicht mehr durch den Parameter {parameter} setzen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Keep these values</source>
            <translation>Diese Werte aufbewahren</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Name of the preset for {node}:</source>
            <translation>Name der Voreinstellung für {node}:</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Copy command-line name</source>
            <translation>Namen für die Befehlszeile kopieren</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Keep these values…</source>
            <translation>Diese Werte aufbewahren …</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Title…</source>
            <translation>Titel …</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <location filename="viewer/bars.py" />
            <source>Color…</source>
            <translation>Farbe …</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Select its nodes</source>
            <translation>Seine Knoten auswählen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Run this</source>
            <translation>Diesen ausführen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Presets</source>
            <translation>Voreinstellungen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Add node…</source>
            <translation>Knoten hinzufügen …</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Make {name} a graph parameter</source>
            <translation>{name} zu einem Parameter des Graphen machen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Set {name} by a parameter</source>
            <translation>{name} durch einen Parameter setzen</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Reset all values</source>
            <translation>Alle Werte zurücksetzen</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>System meter</source>
            <translation>Systemanzeige</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>CPU {share}</source>
            <translation>CPU {share}</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>This program, {count} processes:</source>
            <translation>Dieses Programm, {count} Prozesse:</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>{share} of all processors</source>
            <translation>{share} aller Prozessoren</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>{memory} of memory</source>
            <translation>{memory} Speicher</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>{name}: {used} of {total} in use</source>
            <translation>{name}: {used} von {total} belegt</translation>
        </message>
        <message>
            <location filename="panels/banner.py" />
            <source>Last lines</source>
            <translation>Letzte Zeilen</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>{kind}; {value} where nothing is set</source>
            <translation>{kind}; {value}, wo nichts gesetzt ist</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>{kind}; may be left open</source>
            <translation>{kind}; darf offen bleiben</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Help for the selected node</source>
            <translation>Hilfe zum ausgewählten Knoten</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>one of {names}</source>
            <translation>eines von {names}</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>{kind} from {low} to {high}</source>
            <translation>{kind} von {low} bis {high}</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>On the command line:</source>
            <translation>Auf der Befehlszeile:</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Examples:</source>
            <translation>Beispiele:</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Inputs</source>
            <translation>Eingaben</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Select a node to read what it does.</source>
            <translation>Wählen Sie einen Knoten aus, um zu lesen, was er tut.</translation>
        </message>
        <message>
            <location filename="panels/lists.py" />
            <source>Beginning</source>
            <translation>Anfang</translation>
        </message>
        <message>
            <location filename="panels/lists.py" />
            <source>undone</source>
            <translation>rückgängig gemacht</translation>
        </message>
        <message>
            <location filename="panels/minimap.py" />
            <source>Map of the canvas</source>
            <translation>Übersicht der Arbeitsfläche</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Find a node</source>
            <translation>Knoten finden</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Nodes by category</source>
            <translation>Knoten nach Kategorien</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>No favorite any more</source>
            <translation>Kein Favorit mehr</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Make it a favorite</source>
            <translation>Zum Favoriten machen</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Favorites</source>
            <translation>Favoriten</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Nothing runs. Runs that are wished for meanwhile wait here.</source>
            <translation>Nichts läuft. Läufe, die währenddessen gewünscht werden, warten hier.</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Earlier</source>
            <translation>Früher</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Later</source>
            <translation>Später</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Take out</source>
            <translation>Herausnehmen</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>paused, {share}</source>
            <translation>angehalten, {share}</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Outcome</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Run again on the failed items only</source>
            <translation>Nur die gescheiterten noch einmal ausführen</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Go on with the run</source>
            <translation>Mit dem Lauf weitermachen</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>All that was told</source>
            <translation>Alles, was gemeldet wurde</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>What failed</source>
            <translation>Was gescheitert ist</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Press F5 to run; what came of it is told here.</source>
            <translation>F5 startet einen Lauf; hier steht, was daraus wurde.</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Show {node}</source>
            <translation>{node} zeigen</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Item</source>
            <translation>Element</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <location filename="running.py" />
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message numerus="yes">
            <location filename="panels/report.py" />
            <source>and %n more</source>
            <translation>
                <numerusform>und ein weiteres</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <location filename="panels/search.py" />
            <source>Search nodes</source>
            <translation>Knoten suchen</translation>
        </message>
        <message>
            <location filename="panels/search.py" />
            <source>Nodes found</source>
            <translation>Gefundene Knoten</translation>
        </message>
        <message>
            <location filename="panels/search.py" />
            <source>No node is called “{text}”</source>
            <translation>Kein Knoten heißt „{text}“</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Upscale a picture</source>
            <translation>Ein Bild vergrößern</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Upscale a folder</source>
            <translation>Einen Ordner vergrößern</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Develop a photo</source>
            <translation>Ein Foto entwickeln</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Make a postcard</source>
            <translation>Eine Postkarte gestalten</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Compare two pictures</source>
            <translation>Zwei Bilder vergleichen</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Clean a photo up</source>
            <translation>Ein Foto säubern</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Start page</source>
            <translation>Startseite</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Drop pictures, folders, models or graphs here</source>
            <translation>Bilder, Ordner, Modelle oder Graphen hierher ziehen</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>or press Tab to add a node, or begin with one of these:</source>
            <translation>oder mit Tab einen Knoten hinzufügen, oder hiermit beginnen:</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Recent files</source>
            <translation>Zuletzt verwendete Dateien</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Choose a picture, or drop one here: it is enlarged and saved beside the original.</source>
            <translation>Wählen Sie ein Bild oder ziehen Sie es hierher: Es wird vergrößert und neben dem Original gespeichert.</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Example: {name}</source>
            <translation>Beispiel: {name}</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Open a graph…</source>
            <translation>Einen Graphen öffnen …</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Recent file: {name}</source>
            <translation>Zuletzt verwendet: {name}</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{counts} in {seconds} s</source>
            <translation>{counts} in {seconds} s</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{hours} h {minutes} min</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>The graph cannot run.</source>
            <translation>Der Graph kann nicht laufen.</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>Done in {seconds} s</source>
            <translation>Fertig in {seconds} s</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>Stopped: {counts} in {seconds} s</source>
            <translation>Angehalten: {counts} in {seconds} s</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} s</source>
            <translation>{count} s</translation>
        </message>
        <message numerus="yes">
            <location filename="report.py" />
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} done</source>
            <translation>{count} fertig</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} skipped</source>
            <translation>{count} übersprungen</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} failed</source>
            <translation>{count} gescheitert</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>Stopped after {seconds} s</source>
            <translation>Angehalten nach {seconds} s</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{name}: failed items</source>
            <translation>{name}: Gescheiterte</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{name}: the rest</source>
            <translation>{name}: der Rest</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{name}: {nodes}</source>
            <translation>{name}: {nodes}</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{done} of {total}</source>
            <translation>{done} von {total}</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Outcome of the last run</source>
            <translation>Ausgang des letzten Laufs</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>There is nothing to run yet: drop a picture here, or press Tab to add a node.</source>
            <translation>Noch gibt es nichts auszuführen: Legen Sie ein Bild hier ab, oder fügen Sie mit Tab einen Knoten hinzu.</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Select the nodes to run, or press F5 to run all.</source>
            <translation>Wählen Sie die Knoten aus, die laufen sollen, oder führen Sie mit F5 alles aus.</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Go on</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Nothing in this graph saves a result; its last nodes run to be looked at.</source>
            <translation>In diesem Graphen speichert nichts ein Ergebnis; seine letzten Knoten laufen, damit man sie ansehen kann.</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Paused: press F6 to go on.</source>
            <translation>Pausiert: F6 macht weiter.</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>It runs when the run under way is over; the panel Runs lists what waits.</source>
            <translation>Er läuft, wenn der jetzige Lauf vorbei ist; der Bereich „Läufe“ zeigt, was wartet.</translation>
        </message>
        <message>
            <location filename="runs.py" />
            <source>{count} items failed, the first one so: {why}</source>
            <translation>{count} Elemente sind fehlgeschlagen, das erste so: {why}</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <location filename="viewer/bars.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>High contrast</source>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>Automatic: the fastest that is proved right</source>
            <translation>Automatisch: das schnellste, dessen Ergebnis geprüft ist</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>fp32: most exact</source>
            <translation>fp32: am genauesten</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>fp16: half the memory</source>
            <translation>fp16: halber Speicher</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>bf16: half the memory, coarser steps</source>
            <translation>bf16: halber Speicher, gröbere Stufen</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Pages of settings</source>
            <translation>Seiten der Einstellungen</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Reset all settings…</source>
            <translation>Alle Einstellungen zurücksetzen …</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Reset all settings</source>
            <translation>Alle Einstellungen zurücksetzen</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Put all settings back as they were in the beginning? Shortcuts stay as they are.</source>
            <translation>Alle Einstellungen auf den Anfang zurücksetzen? Die Tastenkürzel bleiben, wie sie sind.</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Looks</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <location filename="settings/pages.py" />
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <location filename="settings/fields.py" />
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <location filename="settings/fields.py" />
            <source>There is no folder {folder}.</source>
            <translation>Es gibt keinen Ordner {folder}.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Takes effect when Nodegraph starts again.</source>
            <translation>Gilt, wenn Nodegraph neu gestartet wird.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Colors</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Size of everything</source>
            <translation>Größe von allem</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>As the system ({language})</source>
            <translation>Wie das System ({language})</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Looking for devices…</source>
            <translation>Geräte werden gesucht …</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>A model that gives wrong pictures in a precision is run in fp32 instead.</source>
            <translation>Ein Modell, das in einer Genauigkeit falsche Bilder gibt, läuft stattdessen in fp32.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Framework</source>
            <translation>Framework</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Kept for the next run, so that only what changed is computed again.</source>
            <translation>Für den nächsten Lauf aufbewahrt, damit nur Geändertes neu berechnet wird.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Pictures of a stream</source>
            <translation>Bilder einer Folge</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>More pictures are under way at once, which is faster up to a point.</source>
            <translation>Mehr Bilder sind zugleich unterwegs, was bis zu einem gewissen Grad schneller ist.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Largest picture in memory</source>
            <translation>Größtes Bild im Speicher</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Larger ones lie in files of the cache, a little slower. The engine starts again.</source>
            <translation>Größere liegen in Dateien des Zwischenspeichers, etwas langsamer. Die Engine startet neu.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Cache on disk</source>
            <translation>Zwischenspeicher auf der Platte</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>What lies in the old folder stays there.</source>
            <translation>Was im alten Ordner liegt, bleibt dort.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Results on disk</source>
            <translation>Ergebnisse auf der Platte</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>At most half of what is free is used.</source>
            <translation>Höchstens die Hälfte des freien Platzes wird benutzt.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Show the cache folder</source>
            <translation>Ordner des Zwischenspeichers zeigen</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Keep what is open safe every</source>
            <translation>Offenes sichern alle</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>After a bad end, what was open is offered again.</source>
            <translation>Nach einem Absturz wird angeboten, was offen war.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Folder of models</source>
            <translation>Ordner der Modelle</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Offered where a model is chosen.</source>
            <translation>Wird angeboten, wo ein Modell gewählt wird.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Automatic: the fastest</source>
            <translation>Automatisch: das schnellste</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>The next run begins with what is chosen here.</source>
            <translation>Der nächste Lauf beginnt mit dem, was hier gewählt ist.</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Only the models that come along</source>
            <translation>Nur die mitgebrachten Modelle</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Given by the variable {name}.</source>
            <translation>Durch die Variable {name} vorgegeben.</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Actions and their keys</source>
            <translation>Befehle und ihre Tasten</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Key of the selected action</source>
            <translation>Taste des ausgewählten Befehls</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Reset all keys</source>
            <translation>Alle Tasten zurücksetzen</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Whether the key is free</source>
            <translation>Ob die Taste frei ist</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>All actions have their own keys again.</source>
            <translation>Alle Befehle haben wieder ihre eigenen Tasten.</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Find an action or a key</source>
            <translation>Befehl oder Taste finden</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Action</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Key</source>
            <translation>Taste</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>“{action}” has the key {key} now.</source>
            <translation>„{action}“ hat jetzt die Taste {key}.</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>“{action}” has no key now.</source>
            <translation>„{action}“ hat jetzt keine Taste.</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>{key} is taken by “{action}”: change or clear that one first.</source>
            <translation>{key} gehört schon zu „{action}“: Ändern oder löschen Sie zuerst diese.</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>{key} has a meaning of its own everywhere.</source>
            <translation>{key} hat überall eine eigene Bedeutung.</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>{index} of {count}</source>
            <translation>{index} von {count}</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Add nodes</source>
            <translation>Knoten hinzufügen</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Each node does one thing to a picture. Drag one from this list onto the canvas, or press Tab on the canvas and type a few letters of its name.</source>
            <translation>Jeder Knoten tut etwas mit einem Bild. Ziehen Sie einen aus dieser Liste auf die Arbeitsfläche, oder drücken Sie dort Tab und tippen Sie ein paar Buchstaben seines Namens.</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Wire them</source>
            <translation>Knoten verbinden</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>A wire carries a result from an output, on the right of a node, to an input, on the left of another. Drag from one dot to the other. A click on a value changes it.</source>
            <translation>Eine Verbindung führt ein Ergebnis von einem Ausgang rechts an einem Knoten zu einem Eingang links an einem anderen. Ziehen Sie von einem Punkt zum anderen. Ein Klick auf einen Wert ändert ihn.</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>F5 runs the graph; pictures appear in the nodes, and files where “Save image” says. Every step can be undone with Ctrl+Z. Have fun!</source>
            <translation>F5 führt den Graphen aus; Bilder erscheinen in den Knoten und Dateien dort, wo „Bild speichern“ es sagt. Jeder Schritt lässt sich mit Strg+Z zurücknehmen. Viel Freude!</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>End the tour</source>
            <translation>Rundgang beenden</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Luma</source>
            <translation>Luma</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Channel (keys C R G B A L)</source>
            <translation>Kanal (Tasten C R G B A L)</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Exposure in stops</source>
            <translation>Belichtung in Blendenstufen</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Checkers</source>
            <translation>Karos</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Black</source>
            <translation>Schwarz</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>White</source>
            <translation>Weiß</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Behind what is transparent</source>
            <translation>Hinter Durchsichtigem</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>{stops} stops</source>
            <translation>{stops} Blenden</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Exposure; click to put it back</source>
            <translation>Belichtung; Klick setzt sie zurück</translation>
        </message>
        <message>
            <location filename="viewer/handing.py" />
            <source>Drag the whole picture from here into another program</source>
            <translation>Das ganze Bild von hier in ein anderes Programm ziehen</translation>
        </message>
        <message>
            <location filename="viewer/handing.py" />
            <source>Drag the picture out</source>
            <translation>Bild herausziehen</translation>
        </message>
        <message>
            <location filename="viewer/histogram.py" />
            <location filename="viewer/viewer.py" />
            <source>Histogram</source>
            <translation>Histogramm</translation>
        </message>
        <message>
            <location filename="viewer/histogram.py" />
            <source>{name}: {dark} darkest, {bright} brightest</source>
            <translation>{name}: {dark} am dunkelsten, {bright} am hellsten</translation>
        </message>
        <message>
            <location filename="viewer/histogram.py" />
            <source>Counting…</source>
            <translation>Es wird gezählt …</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>Only the framed part was made, by live mode.</source>
            <translation>Nur der umrahmte Ausschnitt wurde berechnet, vom Live-Modus.</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>Live mode made this of the part; where it lies in the whole result is not known.</source>
            <translation>Der Live-Modus hat dies aus dem Ausschnitt gemacht; wo es im ganzen Ergebnis liegt, ist nicht bekannt.</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>The framed part is older too; live mode follows.</source>
            <translation>Auch der umrahmte Ausschnitt ist älter; der Live-Modus folgt.</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>Only the framed part is up to date; around it is an older result.</source>
            <translation>Nur der umrahmte Ausschnitt ist aktuell; ringsum liegt ein älteres Ergebnis.</translation>
        </message>
        <message>
            <location filename="viewer/portion.py" />
            <source>Live mode: drag this part</source>
            <translation>Live-Modus: Ausschnitt ziehen</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>Pixel</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>Size and zoom</source>
            <translation>Größe und Zoom</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>Its numbers</source>
            <translation>Seine Werte</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>The numbers of the other picture</source>
            <translation>Die Werte des anderen Bildes</translation>
        </message>
        <message>
            <location filename="viewer/sides.py" />
            <source>Select one node to hold its picture.</source>
            <translation>Wählen Sie einen Knoten aus, um sein Bild festzuhalten.</translation>
        </message>
        <message>
            <location filename="viewer/view.py" />
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <location filename="viewer/view.py" />
            <source>difference</source>
            <translation>Differenz</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{node} was not run as it is now.</source>
            <translation>{node} lief noch nicht so, wie es jetzt ist.</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Run to here</source>
            <translation>Bis hierher ausführen</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Copy what is seen</source>
            <translation>Sichtbares kopieren</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Save what is seen…</source>
            <translation>Sichtbares speichern …</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Whole picture (F)</source>
            <translation>Ganzes Bild (F)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>One to one (1)</source>
            <translation>Eins zu eins (1)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Zoom in (+)</source>
            <translation>Vergrößern (+)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Zoom out (-)</source>
            <translation>Verkleinern (-)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Hold the selected node's picture here</source>
            <translation>Das Bild des ausgewählten Knotens hier festhalten</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Compare with the selected node's picture, not with what A is made of</source>
            <translation>Mit dem Bild des ausgewählten Knotens vergleichen, nicht mit dem, woraus A entsteht</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Live mode is computing it.</source>
            <translation>Der Live-Modus berechnet es.</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Select a node that makes a picture.</source>
            <translation>Wählen Sie einen Knoten aus, der ein Bild macht.</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>What is seen is in the clipboard.</source>
            <translation>Das Sichtbare ist in der Zwischenablage.</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Save what is seen</source>
            <translation>Sichtbares speichern</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{name} is saved.</source>
            <translation>{name} ist gespeichert.</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{name} cannot be written into {folder}.</source>
            <translation>{name} kann nicht in {folder} geschrieben werden.</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>One picture (O)</source>
            <translation>Ein Bild (O)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Wipe (W)</source>
            <translation>Schieber (W)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Side by side (S)</source>
            <translation>Nebeneinander (S)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Blink (K); hold the space bar to look at the other picture</source>
            <translation>Blinken (K); Leertaste halten, um das andere Bild zu sehen</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Difference (D); exposure makes it stronger</source>
            <translation>Differenz (D); Belichtung verstärkt sie</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{side}: {node}, held</source>
            <translation>{side}: {node}, festgehalten</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>This is an older result; {why}</source>
            <translation>Das ist ein älteres Ergebnis; {why}</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>B is an older result; {why}</source>
            <translation>B ist ein älteres Ergebnis; {why}</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>There is nothing to compare with: select another node and press B to hold it.</source>
            <translation>Es gibt nichts zum Vergleichen: Wählen Sie einen anderen Knoten aus und halten Sie ihn mit B fest.</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>{name} is a picture that carries no graph.</source>
            <translation>{name} ist ein Bild, das keinen Graphen enthält.</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>{sentence} The document is untouched.</source>
            <translation>{sentence} Das Dokument ist unberührt.</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Start it again</source>
            <translation>Neu starten</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Undo {what}</source>
            <translation>Rückgängig: {what}</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Redo {what}</source>
            <translation>Wiederholen: {what}</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Start it again and go on with the run</source>
            <translation>Neu starten und mit dem Lauf weitermachen</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Dimension</source>
            <translation>Maße</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Channel</source>
            <translation>Kanal</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Adjust</source>
            <translation>Anpassen</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Compose</source>
            <translation>Zusammensetzen</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Texture</source>
            <translation>Muster</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Video</source>
            <translation>Video</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Other</source>
            <translation>Sonstige</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>an image</source>
            <translation>ein Bild</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a model</source>
            <translation>ein Modell</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a number</source>
            <translation>eine Zahl</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a whole number</source>
            <translation>eine ganze Zahl</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a text</source>
            <translation>ein Text</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a truth</source>
            <translation>ein Wahrheitswert</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a choice</source>
            <translation>eine Auswahl</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a color</source>
            <translation>eine Farbe</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a folder</source>
            <translation>ein Ordner</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a file</source>
            <translation>eine Datei</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>anything</source>
            <translation>irgendetwas</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a picture</source>
            <translation>ein Bild</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>gray</source>
            <translation>Grau</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{bits}-bit</source>
            <translation>{bits} Bit</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>half</source>
            <translation>halb</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>float</source>
            <translation>Gleitkomma</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>some items</source>
            <translation>einige Elemente</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{count} item</source>
            <translation>{count} Element</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{count} items</source>
            <translation>{count} Elemente</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{items} of {item}</source>
            <translation>{items}: {item}</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>The engine was killed by {signal}: {line}</source>
            <translation>Die Engine wurde durch {signal} beendet: {line}</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>The engine was killed by {signal}.</source>
            <translation>Die Engine wurde durch {signal} beendet.</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Adaptive sharpen</source>
            <translation>Adaptiv schärfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Add noise</source>
            <translation>Rauschen hinzufügen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Align</source>
            <translation>Ausrichten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Apply look</source>
            <translation>Look anwenden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Assign color space</source>
            <translation>Farbraum zuweisen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Auto levels</source>
            <translation>Automatische Tonwerte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Bilateral blur</source>
            <translation>Bilateral weichzeichnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Blend</source>
            <translation>Mischen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Blend light</source>
            <translation>Licht mischen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Box blur</source>
            <translation>Kasten-Weichzeichner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Brightness contrast</source>
            <translation>Helligkeit und Kontrast</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Calculate</source>
            <translation>Rechnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Change case</source>
            <translation>Groß und klein</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Change color space</source>
            <translation>Farbraum ändern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Change suffix</source>
            <translation>Endung ändern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Checkerboard</source>
            <translation>Schachbrett</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Combine</source>
            <translation>Verknüpfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Combine items</source>
            <translation>Elemente verknüpfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Compare numbers</source>
            <translation>Zahlen vergleichen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Compare texts</source>
            <translation>Texte vergleichen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Conditional</source>
            <translation>Bedingung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Convert model</source>
            <translation>Modell umwandeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Convert profile</source>
            <translation>Profil umwandeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Count items</source>
            <translation>Elemente zählen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Count up</source>
            <translation>Hochzählen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Crop to content</source>
            <translation>Auf Inhalt zuschneiden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Curves</source>
            <translation>Gradationskurven</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Cut text</source>
            <translation>Text kürzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Dehalo</source>
            <translation>Säume entfernen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Denoise</source>
            <translation>Entrauschen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Difference</source>
            <translation>Unterschied</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Distance to edge</source>
            <translation>Abstand zum Rand</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Dither</source>
            <translation>Rastern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Dominant colors</source>
            <translation>Hauptfarben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Draw shape</source>
            <translation>Form zeichnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Draw text</source>
            <translation>Text zeichnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Enumerate items</source>
            <translation>Elemente nummerieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Every nth</source>
            <translation>Jedes n-te</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Exposure</source>
            <translation>Belichtung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Fill alpha</source>
            <translation>Alpha füllen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Film grain</source>
            <translation>Filmkorn</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Filter items</source>
            <translation>Elemente filtern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Find edges</source>
            <translation>Kanten finden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Find text</source>
            <translation>Text finden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Flip</source>
            <translation>Spiegeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Format text</source>
            <translation>Text zusammensetzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Gaussian blur</source>
            <translation>Gauß-Weichzeichner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Gradient</source>
            <translation>Verlauf (Farbe)</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Grow or shrink</source>
            <translation>Ausdehnen oder schrumpfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>High boost</source>
            <translation>Hochpass-Verstärkung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>High pass</source>
            <translation>Hochpass</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Hue saturation</source>
            <translation>Farbton und Sättigung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Image size</source>
            <translation>Bildgröße</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Inpaint</source>
            <translation>Löcher füllen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Interpolate models</source>
            <translation>Modelle mischen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Invert</source>
            <translation>Umkehren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Join items</source>
            <translation>Elemente verbinden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Join path</source>
            <translation>Pfad zusammensetzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Join text</source>
            <translation>Text verbinden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Lens blur</source>
            <translation>Unschärfe des Objektivs</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Levels</source>
            <translation>Tonwerte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List files</source>
            <translation>Dateien auflisten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List folders</source>
            <translation>Ordner auflisten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List images</source>
            <translation>Bilder auflisten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List models</source>
            <translation>Modelle auflisten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Load image</source>
            <translation>Bild laden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Load model</source>
            <translation>Modell laden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Local threshold</source>
            <translation>Örtlicher Schwellwert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Logarithm</source>
            <translation>Logarithmus</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Logic</source>
            <translation>Logik</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Measure tones</source>
            <translation>Tonwerte messen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Median blur</source>
            <translation>Median-Weichzeichner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Merge alpha</source>
            <translation>Alpha zusammenführen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Merge channels</source>
            <translation>Kanäle zusammenführen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Mix by mask</source>
            <translation>Mit Maske mischen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Noise texture</source>
            <translation>Rauschmuster</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Number</source>
            <translation>Zahl</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pad</source>
            <translation>Rand ansetzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pad to size</source>
            <translation>Auf Größe auffüllen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pass through</source>
            <translation>Durchreichen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Path exists</source>
            <translation>Pfad vorhanden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Perspective</source>
            <translation>Perspektive</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pick item</source>
            <translation>Element wählen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Place over</source>
            <translation>Darüberlegen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Plain color</source>
            <translation>Einfarbig</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Posterize</source>
            <translation>Tontrennung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Product</source>
            <translation>Produkt</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Random number</source>
            <translation>Zufallszahl</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Read number</source>
            <translation>Zahl lesen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Reduce colors</source>
            <translation>Farben verringern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Relative path</source>
            <translation>Relativer Pfad</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Replace text</source>
            <translation>Text ersetzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Resize</source>
            <translation>Größe ändern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Rotate</source>
            <translation>Drehen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Rotate by angle</source>
            <translation>Um Winkel drehen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Run with</source>
            <translation>Ausführen mit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Save image</source>
            <translation>Bild speichern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Set alpha</source>
            <translation>Alpha setzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Sharpen</source>
            <translation>Schärfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Shift</source>
            <translation>Versetzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Show text</source>
            <translation>Text zeigen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split alpha</source>
            <translation>Alpha abtrennen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split channels</source>
            <translation>Kanäle trennen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split path</source>
            <translation>Pfad zerlegen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split text</source>
            <translation>Text teilen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Stack</source>
            <translation>Stapeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Summarize</source>
            <translation>Zusammenfassen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Surface blur</source>
            <translation>Matter machen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Switch</source>
            <translation>Umschalten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Take</source>
            <translation>Die ersten nehmen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Text length</source>
            <translation>Textlänge</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Threshold</source>
            <translation>Schwellwert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Tile merge</source>
            <translation>Kacheln zusammenfügen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Tile split</source>
            <translation>In Kacheln teilen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>To gray</source>
            <translation>In Grau</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Tone map</source>
            <translation>Dynamik abbilden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Trace edges</source>
            <translation>Kanten nachzeichnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Transfer color</source>
            <translation>Farbe übertragen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Transform</source>
            <translation>Verformen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Truth</source>
            <translation>Wahrheitswert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Upscale</source>
            <translation>Hochskalieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Vibrance</source>
            <translation>Dynamik der Farben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>White balance</source>
            <translation>Weißabgleich</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Zip streams</source>
            <translation>Folgen paaren</translation>
        </message>
    </context>
    <context>
        <name>ports</name>
        <message>
            <location filename="specs.json" />
            <source>a</source>
            <translation>a</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>align</source>
            <translation>Ausrichtung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>amount</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>angle</source>
            <translation>Winkel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>b</source>
            <translation>b</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>base</source>
            <translation>Untergrund</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>black</source>
            <translation>Schwarz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blades</source>
            <translation>Lamellen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blocks</source>
            <translation>Blöcke</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom</source>
            <translation>unten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bright</source>
            <translation>hell</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightest</source>
            <translation>hellster Wert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>by</source>
            <translation>nach</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>c</source>
            <translation>c</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>channel</source>
            <translation>Kanal</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>channels</source>
            <translation>Kanäle</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colored</source>
            <translation>farbig</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colors</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>compression</source>
            <translation>Kompression</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>condition</source>
            <translation>Bedingung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>corners</source>
            <translation>Ecken</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>count</source>
            <translation>Anzahl</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>curve</source>
            <translation>Kurve</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cut</source>
            <translation>Abschnitt</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>d</source>
            <translation>d</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>dark</source>
            <translation>dunkel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>darkest</source>
            <translation>dunkelster Wert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>depth</source>
            <translation>Farbtiefe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>direction</source>
            <translation>Richtung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>down</source>
            <translation>nach unten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>effort</source>
            <translation>Aufwand</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>expand</source>
            <translation>erweitern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>factor</source>
            <translation>Faktor</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fifth</source>
            <translation>fünftes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>file</source>
            <translation>Datei</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fill</source>
            <translation>Füllung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>find</source>
            <translation>suchen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>first</source>
            <translation>erstes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fit</source>
            <translation>Einpassung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>font</source>
            <translation>Schrift</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>form</source>
            <translation>Form</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>format</source>
            <translation>Format</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>formula</source>
            <translation>Formel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fourth</source>
            <translation>viertes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gap</source>
            <translation>Abstand</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>high</source>
            <translation>obere Grenze</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>highest</source>
            <translation>höchster Wert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>how</source>
            <translation>wie</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hue</source>
            <translation>Farbton</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>if exists</source>
            <translation>Vorhandenes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ignore case</source>
            <translation>groß = klein</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>images</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>index</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>inner</source>
            <translation>innen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>intent</source>
            <translation>Abbildung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>interpolation</source>
            <translation>Interpolation</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>items</source>
            <translation>Elemente</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>keep</source>
            <translation>behalten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>label</source>
            <translation>Beschriftung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>last</source>
            <translation>letztes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>layer</source>
            <translation>Ebene</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left</source>
            <translation>links</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left bottom x</source>
            <translation>links unten x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left bottom y</source>
            <translation>links unten y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left top x</source>
            <translation>links oben x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left top y</source>
            <translation>links oben y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>level</source>
            <translation>Schwelle</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>likeness</source>
            <translation>Ähnlichkeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>limit</source>
            <translation>höchstens</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>line</source>
            <translation>Linie</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear light</source>
            <translation>lineares Licht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lossless</source>
            <translation>verlustfrei</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>low</source>
            <translation>untere Grenze</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lowest</source>
            <translation>kleinster Wert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>margin</source>
            <translation>Rand</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mask</source>
            <translation>Maske</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>max difference</source>
            <translation>größter Abst.</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mean</source>
            <translation>Mittelwert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>metadata</source>
            <translation>Metadaten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>method</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>middle</source>
            <translation>Median</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mode</source>
            <translation>Modus</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>motion</source>
            <translation>Bewegung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ms ssim</source>
            <translation>MS-SSIM</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>names</source>
            <translation>Namen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>neighbors</source>
            <translation>Nachbarn</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>new black</source>
            <translation>Schwarz neu</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>new white</source>
            <translation>Weiß neu</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>number</source>
            <translation>Zahl</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>offset</source>
            <translation>Versatz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>on error</source>
            <translation>bei Fehler</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>opacity</source>
            <translation>Deckkraft</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>opset</source>
            <translation>Opset</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>options</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>order</source>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>otherwise</source>
            <translation>sonst</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outline</source>
            <translation>Umriss</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outline color</source>
            <translation>Umrissfarbe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>overlap</source>
            <translation>Überlappung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>palette</source>
            <translation>Palette</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>patch</source>
            <translation>Ausschnitt</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pattern</source>
            <translation>Muster</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>peak</source>
            <translation>Spitze</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>place</source>
            <translation>Position</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>points</source>
            <translation>Punkte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>progressive</source>
            <translation>progressiv</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>psnr</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>radius</source>
            <translation>Radius</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>radius x</source>
            <translation>Radius x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>radius y</source>
            <translation>Radius y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>reach</source>
            <translation>Reichweite</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>recursive</source>
            <translation>Unterordner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>reference</source>
            <translation>Referenz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>repair</source>
            <translation>reparieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>replacement</source>
            <translation>Ersatz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right bottom x</source>
            <translation>rechts unten x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right bottom y</source>
            <translation>rechts unten y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right top x</source>
            <translation>rechts oben x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right top y</source>
            <translation>rechts oben y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>roughness</source>
            <translation>Rauheit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>roundness</source>
            <translation>Rundung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>runtime</source>
            <translation>Laufzeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>saturation</source>
            <translation>Sättigung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>scale</source>
            <translation>Maßstab</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>search</source>
            <translation>Suchfeld</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>second</source>
            <translation>zweites</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>separator</source>
            <translation>Trennzeichen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shape</source>
            <translation>Form</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shear</source>
            <translation>Scherung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>show</source>
            <translation>zeigen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>side</source>
            <translation>Seite</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sigma x</source>
            <translation>Sigma x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sigma y</source>
            <translation>Sigma y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>skip</source>
            <translation>auslassen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>smooth</source>
            <translation>glätten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>soft</source>
            <translation>weich</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>source</source>
            <translation>Quelle</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>spread</source>
            <translation>Streuung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ssim</source>
            <translation>SSIM</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>steps</source>
            <translation>Stufen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stops</source>
            <translation>Blendenstufen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>subfolder</source>
            <translation>Unterordner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>subsampling</source>
            <translation>Abtastung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>suffix</source>
            <translation>Endung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>target</source>
            <translation>Ziel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>temperature</source>
            <translation>Temperatur</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>template</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>third</source>
            <translation>drittes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>threshold</source>
            <translation>Schwelle</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tile</source>
            <translation>Kachel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tiles</source>
            <translation>Kacheln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tint</source>
            <translation>Tönung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>to</source>
            <translation>zu</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tolerance</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top</source>
            <translation>oben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>total</source>
            <translation>Summe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>truth</source>
            <translation>Wahrheit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>turn</source>
            <translation>Drehung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>use b</source>
            <translation>b verwenden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>values</source>
            <translation>Werte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>white</source>
            <translation>Weiß</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>whole</source>
            <translation>ganzzahlig</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>width</source>
            <translation>Breite</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>wrap</source>
            <translation>umlaufend</translation>
        </message>
    </context>
    <context>
        <name>choices</name>
        <message>
            <location filename="specs.json" />
            <source>10</source>
            <translation>10</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>12</source>
            <translation>12</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>16</source>
            <translation>16</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>4</source>
            <translation>4</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>4:2:0</source>
            <translation>4:2:0</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>4:4:4</source>
            <translation>4:4:4</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>8</source>
            <translation>8</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Adobe RGB</source>
            <translation>Adobe RGB</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Display P3</source>
            <translation>Display P3</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>HSL</source>
            <translation>HSL</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>HSV</source>
            <translation>HSV</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Lab</source>
            <translation>Lab</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>OKLab</source>
            <translation>OKLab</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ProPhoto</source>
            <translation>ProPhoto</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Rec. 2020</source>
            <translation>Rec. 2020</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Sentence</source>
            <translation>Satzanfang</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Title</source>
            <translation>Jedes Wort</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>UPPER</source>
            <translation>GROSS</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>XYZ</source>
            <translation>XYZ</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>YCbCr</source>
            <translation>YCbCr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>add</source>
            <translation>addieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>affine</source>
            <translation>affin</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>and</source>
            <translation>und</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>around</source>
            <translation>rundum</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>at least</source>
            <translation>mindestens</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>at most</source>
            <translation>höchstens</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>atkinson</source>
            <translation>Atkinson</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>auto</source>
            <translation>automatisch</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>average</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>avif</source>
            <translation>avif</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bc1</source>
            <translation>bc1</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bc3</source>
            <translation>bc3</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>begins with</source>
            <translation>beginnt mit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bf16</source>
            <translation>bf16</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blades</source>
            <translation>Lamellen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bmp</source>
            <translation>bmp</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>border</source>
            <translation>Rand</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>both</source>
            <translation>beide</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom</source>
            <translation>unten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom left</source>
            <translation>unten links</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom right</source>
            <translation>unten rechts</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>box</source>
            <translation>Kasten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bright detail</source>
            <translation>helle Details</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightest</source>
            <translation>hellster</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cells</source>
            <translation>Zellen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>center</source>
            <translation>Mitte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>close</source>
            <translation>schließen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>clouds</source>
            <translation>Wolken</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color burn</source>
            <translation>Farbig nachbelichten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color dodge</source>
            <translation>Farbig abwedeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colors</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>contains</source>
            <translation>enthält</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>continue</source>
            <translation>weiter</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cross</source>
            <translation>Kreuz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cubic</source>
            <translation>kubisch</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>dark detail</source>
            <translation>dunkle Details</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>darken</source>
            <translation>abdunkeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>darkest</source>
            <translation>dunkelster</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>date and time</source>
            <translation>Datum und Zeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>dds</source>
            <translation>dds</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>deflate</source>
            <translation>Deflate</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>difference</source>
            <translation>Differenz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>different</source>
            <translation>verschieden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>direction</source>
            <translation>Richtung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>disc</source>
            <translation>Scheibe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>distort</source>
            <translation>verzerren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>divide</source>
            <translation>dividieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>down</source>
            <translation>nach unten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>drop</source>
            <translation>weglassen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>each</source>
            <translation>einzeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>edge</source>
            <translation>Kante</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>either</source>
            <translation>exklusiv</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ellipse</source>
            <translation>Ellipse</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>end</source>
            <translation>Ende</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ends with</source>
            <translation>endet mit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>equal</source>
            <translation>gleich</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>even</source>
            <translation>gleichmäßig</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>exclusion</source>
            <translation>Ausschluss</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>exr</source>
            <translation>exr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>factor</source>
            <translation>Faktor</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fast</source>
            <translation>schnell</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fill</source>
            <translation>füllen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>film</source>
            <translation>Film</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>filmic</source>
            <translation>filmisch</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fit</source>
            <translation>einpassen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>float</source>
            <translation>Gleitkomma</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>floyd-steinberg</source>
            <translation>Floyd-Steinberg</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>for file names</source>
            <translation>für Dateinamen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fp16</source>
            <translation>fp16</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fp32</source>
            <translation>fp32</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>from log</source>
            <translation>von log</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gaussian</source>
            <translation>gaußisch</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gray world</source>
            <translation>graue Welt</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>greater</source>
            <translation>größer</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>grow</source>
            <translation>wachsen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>half</source>
            <translation>halb</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hard light</source>
            <translation>hartes Licht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hdr</source>
            <translation>hdr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>histogram</source>
            <translation>Histogramm</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hue</source>
            <translation>Farbton</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>inside</source>
            <translation>innen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>jpeg</source>
            <translation>jpeg</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>jxl</source>
            <translation>jxl</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>keep</source>
            <translation>behalten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lanczos</source>
            <translation>Lanczos</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>laplacian</source>
            <translation>Laplace</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>large forms</source>
            <translation>große Formen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>largest</source>
            <translation>größte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left</source>
            <translation>links</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left-right</source>
            <translation>links-rechts</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>less</source>
            <translation>kleiner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>level</source>
            <translation>Schwelle</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lighten</source>
            <translation>aufhellen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lightness</source>
            <translation>Helligkeit (L)</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear</source>
            <translation>linear</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear burn</source>
            <translation>linear nachbelichten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear light</source>
            <translation>lineares Licht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>longer side</source>
            <translation>längere Seite</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lower</source>
            <translation>klein</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>luminosity</source>
            <translation>Luminanz</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lzw</source>
            <translation>LZW</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mean</source>
            <translation>Mittelwert</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mean and spread</source>
            <translation>Mittel und Streuung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>median</source>
            <translation>Median</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mirror</source>
            <translation>spiegeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mitchell</source>
            <translation>Mitchell</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>multiply</source>
            <translation>multiplizieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>navier-stokes</source>
            <translation>Navier-Stokes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ncnn</source>
            <translation>ncnn</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>nearest</source>
            <translation>nächster</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>newest</source>
            <translation>neueste</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>normal</source>
            <translation>normal</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>not</source>
            <translation>nicht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>number</source>
            <translation>nummerieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>oldest</source>
            <translation>älteste</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>onnx</source>
            <translation>onnx</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>open</source>
            <translation>öffnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>openvino</source>
            <translation>OpenVINO</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>or</source>
            <translation>oder</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ordered</source>
            <translation>geordnet</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outline</source>
            <translation>Umriss</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outside</source>
            <translation>außen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>overlay</source>
            <translation>überlagern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>overwrite</source>
            <translation>ersetzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>perceptual</source>
            <translation>wahrnehmungsgetreu</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>perspective</source>
            <translation>Perspektive</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pfm</source>
            <translation>pfm</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pin light</source>
            <translation>Punktlicht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>png</source>
            <translation>png</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>polygon</source>
            <translation>Vieleck</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>profile file</source>
            <translation>Profildatei</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pth</source>
            <translation>pth</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>qoi</source>
            <translation>qoi</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>rectangle</source>
            <translation>Rechteck</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>reinhard</source>
            <translation>Reinhard</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>relative</source>
            <translation>relativ</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>resize</source>
            <translation>anpassen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>round</source>
            <translation>rund</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sRGB</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>safetensors</source>
            <translation>safetensors</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>salt and pepper</source>
            <translation>Salz und Pfeffer</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>saturation</source>
            <translation>Sättigung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>scale</source>
            <translation>skalieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>scharr</source>
            <translation>Scharr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>screen</source>
            <translation>negativ multiplizieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>set</source>
            <translation>setzen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shift</source>
            <translation>verschieben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shift and turn</source>
            <translation>verschieben, drehen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shorter side</source>
            <translation>kürzere Seite</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shot</source>
            <translation>Photonen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shrink</source>
            <translation>schrumpfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>skip</source>
            <translation>auslassen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>small</source>
            <translation>klein</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>smallest</source>
            <translation>kleinste</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>snow</source>
            <translation>Schnee</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sobel</source>
            <translation>Sobel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>soft light</source>
            <translation>weiches Licht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>square</source>
            <translation>Quadrat</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>star</source>
            <translation>Stern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>start</source>
            <translation>Anfang</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stop</source>
            <translation>anhalten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>straight</source>
            <translation>gerade</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>straighten</source>
            <translation>entzerren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stretch</source>
            <translation>strecken</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>subtract</source>
            <translation>subtrahieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>telea</source>
            <translation>Telea</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>temperature</source>
            <translation>Temperatur</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tga</source>
            <translation>tga</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tiff</source>
            <translation>tiff</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>to log</source>
            <translation>zu log</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>together</source>
            <translation>gemeinsam</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top</source>
            <translation>oben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top left</source>
            <translation>oben links</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top right</source>
            <translation>oben rechts</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top-bottom</source>
            <translation>oben-unten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>torch</source>
            <translation>torch</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>trimmed</source>
            <translation>beschnitten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>uniform</source>
            <translation>gleichverteilt</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>video</source>
            <translation>Video</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>vivid light</source>
            <translation>strahlendes Licht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>webp</source>
            <translation>webp</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>wrap</source>
            <translation>umlaufend</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>year</source>
            <translation>Jahr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>zstd</source>
            <translation>Zstandard</translation>
        </message>
    </context>
    <context>
        <name>groups</name>
        <message>
            <location filename="specs.json" />
            <source>align</source>
            <translation>Ausrichten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>arithmetic</source>
            <translation>Rechnen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>basic</source>
            <translation>Grundlagen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blend</source>
            <translation>Mischen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blur</source>
            <translation>Weichzeichner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>canvas</source>
            <translation>Leinwand</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>collect</source>
            <translation>Sammeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colors</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>combine</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>convert</source>
            <translation>Umwandeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>convert model</source>
            <translation>Modell umwandeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>denoise</source>
            <translation>Entrauschen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>edges</source>
            <translation>Kanten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fill</source>
            <translation>Füllen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>inpaint</source>
            <translation>Ausbessern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>interpolate models</source>
            <translation>Modelle mischen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>invert</source>
            <translation>Umkehren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lens</source>
            <translation>Objektiv</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>levels</source>
            <translation>Tonwerte</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>light</source>
            <translation>Licht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>load</source>
            <translation>Laden</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>logic</source>
            <translation>Logik</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lut</source>
            <translation>LUT</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>noise</source>
            <translation>Rauschen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>palette</source>
            <translation>Palette</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>place</source>
            <translation>Platzieren</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>plain</source>
            <translation>Schlicht</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>random</source>
            <translation>Zufall</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>resize</source>
            <translation>Größe ändern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>run with</source>
            <translation>Ausführung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shape</source>
            <translation>Form</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sharpen</source>
            <translation>Schärfen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>smooth</source>
            <translation>Glätten</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>space</source>
            <translation>Farbraum</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>split</source>
            <translation>Aufteilen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stack</source>
            <translation>Stapeln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>statistics</source>
            <translation>Statistik</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stream</source>
            <translation>Folge</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>threshold</source>
            <translation>Schwelle</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tiles</source>
            <translation>Kacheln</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tone</source>
            <translation>Tönung</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>transfer</source>
            <translation>Übertragen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>turn</source>
            <translation>Drehen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>turn freely</source>
            <translation>Frei drehen</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>upscale</source>
            <translation>Hochskalieren</translation>
        </message>
    </context>
</TS>
